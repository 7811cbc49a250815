#include "batch/outcome.h"

#include "base/decimal.h"
#include "batch/cells.h"
#include "batch/csv.h"

namespace fr::batch {
namespace {

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ z >> 27) * 0x94d049bb133111ebull;
  return z ^ z >> 31;
}
int index(Table t) { return t == Table::Person ? 0 : t == Table::Household ? 1 : 2; }

}  // namespace

void Totals::append(const Totals& next) {
  if (targets.size() < next.targets.size()) targets.resize(next.targets.size());
  for (std::size_t t = 0; t < next.targets.size(); ++t) {
    targets[t].yes += next.targets[t].yes;
    targets[t].no += next.targets[t].no;
    targets[t].open += next.targets[t].open;
    targets[t].lo += next.targets[t].lo;
    targets[t].hi += next.targets[t].hi;
  }
  for (std::size_t i = 0; i < chains.size(); ++i) chains[i].append(next.chains[i]);
  families += next.families;
  persons += next.persons;
  families_with_range += next.families_with_range;
  troubles += next.troubles;
}

std::uint64_t Totals::checksum() const {
  std::uint64_t h = 0;
  for (const Chain& c : chains) h = mix(h ^ c.hash);
  return h;
}

std::vector<std::string> column_names(const Rulebook& book, const Program& program) {
  static const char* const kRoles[] = {"person", "kind", "erwachsene", "haushalt", "familie"};
  std::vector<std::string> names;
  for (const Target& t : program.targets) {
    std::size_t same = 0;
    for (const Target& other : program.targets) same += other.service == t.service;
    std::string name = book.services[t.service].id;
    if (same > 1) name += std::string(".") + kRoles[static_cast<int>(t.role)];
    names.push_back(std::move(name));
  }
  return names;
}

Totals totals_of(const Program& program, const fast::Results& results, std::uint32_t persons, std::uint32_t households, std::uint32_t families) {
  Totals totals;
  totals.targets.resize(program.targets.size());
  totals.families = families;
  totals.persons = persons;
  const std::uint32_t counts[] = {persons, households, families};
  std::vector<std::uint64_t> rows[3];
  for (int i = 0; i < 3; ++i) rows[i].assign(counts[i], 0x51ed270b);
  for (const std::uint32_t t : results.targets()) {
    const int at = index(results.table(t));
    Totals::Line& line = totals.targets[t];
    const bool money = results.has_amount(t);
    for (std::uint32_t row = 0; row < counts[at]; ++row) {
      const std::uint8_t code = results.code(t, row);
      if (code == fast::kNotAsked) continue;
      line.yes += code == fast::kVerdictYes;
      line.no += code == fast::kVerdictNo;
      line.open += code == fast::kVerdictOpen;
      std::uint64_t cell = std::uint64_t{t} << 8 | code;
      if (money) {
        const Known amount = results.amount(t, row);
        line.lo += amount.lo;
        line.hi += amount.hi;
        cell ^= mix(static_cast<std::uint64_t>(amount.lo) * 3 + static_cast<std::uint64_t>(amount.hi) * 5);
      }
      rows[at][row] += mix(cell);
    }
  }
  for (int i = 0; i < 3; ++i) {
    for (const std::uint64_t row : rows[i]) totals.chains[static_cast<std::size_t>(i)].add(row);
  }
  return totals;
}

std::string csv_head(const std::vector<std::string>& names, const Program&, const fast::Results& results, char separator) {
  std::string out = "familie";
  out += separator;
  out += "person";
  for (const std::uint32_t t : results.targets()) {
    out += separator;
    out += names[t];
    if (!results.has_amount(t)) continue;
    out += separator;
    out += names[t] + ".betrag";
  }
  return out + "\n";
}

void csv_rows(const Program&, const fast::Results& results, const Piece& piece, char separator, std::string* out) {
  static const char* const kWords[] = {"nein", "ja", "offen"};
  for (const Piece::Person& p : piece.persons) {
    put_field(p.family, separator, out);
    *out += separator;
    put_field(p.id, separator, out);
    for (const std::uint32_t t : results.targets()) {
      *out += separator;
      const Table table = results.table(t);
      const std::int32_t row = table == Table::Person ? p.person : table == Table::Household ? p.household : p.first_of_family;
      const std::uint8_t code = row < 0 ? fast::kNotAsked : results.code(t, static_cast<std::size_t>(row));
      if (code <= fast::kVerdictOpen) *out += kWords[code];
      if (!results.has_amount(t)) continue;
      *out += separator;
      if (code > fast::kVerdictOpen) continue;
      const Known amount = results.amount(t, static_cast<std::size_t>(row));
      write_decimal(amount.lo, out);
      if (amount.lo == amount.hi) continue;
      *out += "..";
      write_decimal(amount.hi, out);
    }
    *out += '\n';
  }
}

}  // namespace fr::batch
