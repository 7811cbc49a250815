#include "batch/result_file.h"

#include <cerrno>
#include <cstring>

#include "base/decimal.h"
#include "batch/columns.h"

namespace fr::batch {
namespace {

enum Mode : std::uint8_t { Same, Bytes, Cents, Whole, AsLower };

template <class T>
void put(std::string* out, T v) { out->append(reinterpret_cast<const char*>(&v), sizeof v); }

std::uint64_t place(std::string* bytes, const void* data, std::size_t size) {
  bytes->resize((bytes->size() + 63) / 64 * 64, '\0');
  const std::uint64_t at = bytes->size();
  bytes->append(static_cast<const char*>(data), size);
  return at;
}

void put_amounts(const std::vector<std::int64_t>& cells, Packed* out) {
  bool same = true, cents = true;
  for (const std::int64_t v : cells) {
    same = same && v == cells.front();
    cents = cents && v % kCent == 0 && v / kCent <= INT32_MAX && v / kCent >= -INT32_MAX;
  }
  if (cells.empty() || same) {
    put(&out->entry, Same);
    put(&out->entry, cells.empty() ? std::int64_t{0} : cells.front());
    return;
  }
  if (!cents) {
    put(&out->entry, Whole);
    put(&out->entry, place(&out->bytes, cells.data(), cells.size() * 8));
    return;
  }
  std::vector<std::int32_t> small;
  for (const std::int64_t v : cells) small.push_back(static_cast<std::int32_t>(v / kCent));
  put(&out->entry, Cents);
  put(&out->entry, place(&out->bytes, small.data(), small.size() * 4));
}

}  // namespace

Packed pack(const fast::Results& results, std::uint32_t persons, std::uint32_t households, std::uint32_t families) {
  Packed out;
  for (const std::uint32_t n : {families, persons, households}) put(&out.entry, n);
  std::vector<std::uint8_t> codes;
  std::vector<std::int64_t> lo, hi;
  for (const std::uint32_t t : results.targets()) {
    const Table table = results.table(t);
    const std::uint32_t rows = table == Table::Person ? persons : table == Table::Household ? households : families;
    codes.resize(rows);
    bool same = true;
    for (std::uint32_t i = 0; i < rows; ++i) {
      codes[i] = results.code(t, i);
      same = same && codes[i] == codes[0];
    }
    put(&out.entry, same ? Same : Bytes);
    put(&out.entry, same ? std::uint64_t{rows ? codes[0] : fast::kNotAsked} : place(&out.bytes, codes.data(), rows));
    if (!results.has_amount(t)) continue;
    lo.resize(rows);
    hi.resize(rows);
    bool points = true;
    for (std::uint32_t i = 0; i < rows; ++i) {
      const Known amount = results.amount(t, i);
      lo[i] = amount.lo;
      hi[i] = amount.hi;
      points = points && lo[i] == hi[i];
    }
    put_amounts(lo, &out);
    if (points) {
      put(&out.entry, AsLower);
      put(&out.entry, std::uint64_t{0});
    } else {
      put_amounts(hi, &out);
    }
  }
  return out;
}

std::expected<ResultWriter, Trouble> ResultWriter::create(const std::string& path) {
  ResultWriter w;
  w.path_ = path;
  w.file_.reset(std::fopen(path.c_str(), "wb"));
  const char empty[64] = {};
  if (!w.file_ || std::fwrite(empty, 1, 64, w.file_.get()) != 64) {
    return std::unexpected(Trouble{"Die Datei lässt sich nicht schreiben.", path, std::strerror(errno), "Bitte Ordner und Rechte prüfen."});
  }
  return w;
}

std::expected<void, Trouble> ResultWriter::append(const Packed& packed) {
  put(&entries_, at_);
  put(&entries_, checksum(packed.bytes.data(), packed.bytes.size()));
  put(&entries_, static_cast<std::uint64_t>(packed.bytes.size()));
  entries_ += packed.entry;
  ++pieces_;
  const std::size_t padded = (packed.bytes.size() + 63) / 64 * 64;
  static const char zeros[64] = {};
  if (std::fwrite(packed.bytes.data(), 1, packed.bytes.size(), file_.get()) != packed.bytes.size() ||
      std::fwrite(zeros, 1, padded - packed.bytes.size(), file_.get()) != padded - packed.bytes.size()) {
    return std::unexpected(Trouble{"Die Datei ließ sich nicht zu Ende schreiben.", path_, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"});
  }
  at_ += padded;
  return {};
}

std::expected<void, Trouble> ResultWriter::finish(const std::vector<std::string>& names, const fast::Results& results, std::int64_t month) {
  std::string directory;
  put(&directory, month);
  put(&directory, static_cast<std::uint32_t>(results.targets().size()));
  for (const std::uint32_t t : results.targets()) {
    put(&directory, static_cast<std::uint16_t>(names[t].size()));
    directory += names[t];
    put(&directory, static_cast<std::uint8_t>(results.table(t)));
    put(&directory, static_cast<std::uint8_t>(results.has_amount(t)));
  }
  put(&directory, pieces_);
  directory += entries_;
  std::string head = "FRERGEB1";
  put(&head, at_);
  put(&head, static_cast<std::uint64_t>(directory.size()));
  put(&head, checksum(directory.data(), directory.size()));
  head.resize(64, '\0');
  if (std::fwrite(directory.data(), 1, directory.size(), file_.get()) != directory.size() || std::fseek(file_.get(), 0, SEEK_SET) != 0 ||
      std::fwrite(head.data(), 1, 64, file_.get()) != 64 || std::fflush(file_.get()) != 0) {
    return std::unexpected(Trouble{"Die Datei ließ sich nicht zu Ende schreiben.", path_, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"});
  }
  file_.reset();
  return {};
}

}  // namespace fr::batch
