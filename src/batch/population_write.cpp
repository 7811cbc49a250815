// Writes a population as CSV or columns: parts are drawn on all threads and put down in their order.
#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <mutex>
#include <thread>

#include "batch/cells.h"
#include "batch/columns.h"
#include "batch/population.h"

namespace fr::batch {
namespace {

constexpr std::uint32_t kBlock = 16384;

std::string csv_of(const Rulebook& book, const std::vector<bool>& present, const fast::Families& families, const fast::Shapes& shapes, std::uint64_t first) {
  std::string out;
  const fast::Block block = families.block();
  for (std::uint32_t f = 0; f < block.families; ++f) {
    const Situation& shape = shapes[block.shape[f]];
    for (std::uint32_t i = 0; i < shape.persons.size(); ++i) {
      const PersonEntity& p = shape.persons[i];
      out += std::to_string(first + f + 1) + ",p" + std::to_string(i + 1) + ",haus,";
      for (std::size_t k = 0; k < p.parents.size(); ++k) out += (k ? "|p" : "p") + std::to_string(p.parents[k] + 1);
      out += ',';
      for (const Couple& c : shape.couples) {
        if (c.a == i || c.b == i) out += "p" + std::to_string((c.a == i ? c.b : c.a) + 1) + ":" + couple_status_name(c.status);
      }
      for (std::size_t fact = 0; fact < present.size(); ++fact) {
        if (!present[fact]) continue;
        out += ',';
        const Table t = role_table(book.facts[fact].role);
        if (t != Table::Person && i > 0) continue;
        const std::size_t row = t == Table::Person ? block.first_person[f] + i : t == Table::Household ? block.first_household[f] : f;
        const fast::Width w = fast::cell_width(book.facts[fact]);
        const std::int64_t v = fast::cell(block.facts[fact].lower, w, row);
        if (v != fast::mark_of(w)) write_cell(book, book.facts[fact], {v, v}, &out);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace

std::expected<std::uint64_t, Trouble> write_population(const Rulebook& book, const Population& population, const PopulationOptions& o,
                                                       const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const std::uint64_t count = o.count ? o.count : population.households();
  const bool columns = o.out.ends_with(".spalten");
  const std::vector<bool> present = population.present();
  struct Part {
    std::size_t kind;
    std::uint64_t first;
    std::uint32_t count;
  };
  std::vector<Part> parts;
  std::uint64_t first = 0;
  const auto shares = population.shares(count);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    for (std::uint64_t done = 0; done < shares[k]; done += kBlock) {
      const auto n = static_cast<std::uint32_t>(std::min<std::uint64_t>(kBlock, shares[k] - done));
      parts.push_back({k, first + done, n});
    }
    first += shares[k];
  }
  std::unique_ptr<ColumnWriter> writer;
  std::ofstream csv;
  fast::Shapes shapes;
  {  // shapes get their numbers in order, whatever thread comes first
    fast::Families none(book, present);
    for (std::size_t k = 0; k < shares.size(); ++k) population.draw(k, 0, 0, o.month, o.seed, shapes, &none);
  }
  if (columns) {
    auto made = ColumnWriter::create(book, present, o.out);
    if (!made) return std::unexpected(made.error());
    writer = std::make_unique<ColumnWriter>(*std::move(made));
  } else {
    csv.open(o.out, std::ios::binary | std::ios::trunc);
    if (!csv) return std::unexpected(Trouble{"Die Datei lässt sich nicht schreiben.", o.out, std::strerror(errno), "Bitte Ordner und Rechte prüfen."});
    csv << "familie,person,wohnt-in,eltern,partner";
    for (std::size_t f = 0; f < present.size(); ++f) if (present[f]) csv << ',' << book.facts[f].name;
    csv << '\n';
  }
  std::mutex mutex;
  std::condition_variable ready;
  std::size_t next = 0, committed = 0;
  std::uint64_t written = 0;
  std::optional<Trouble> trouble;
  const auto work = [&] {
    fast::Families families(book, present);
    while (true) {
      std::size_t index;
      {
        const std::lock_guard lock(mutex);
        if (next >= parts.size() || trouble) return;
        index = next++;
      }
      const Part& part = parts[index];
      families.clear();
      population.draw(part.kind, part.first, part.count, o.month, o.seed, shapes, &families);
      const std::string text = columns ? "" : csv_of(book, present, families, shapes, part.first);
      std::unique_lock lock(mutex);
      ready.wait(lock, [&] { return trouble || committed == index; });
      if (trouble) return;
      if (columns) {
        if (auto wrote = writer->write(families.block(), families.persons(), families.households()); !wrote) trouble = wrote.error();
      } else {
        csv.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!csv) trouble = Trouble{"Die Datei ließ sich nicht zu Ende schreiben.", o.out, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"};
      }
      ++committed;
      written += part.count;
      if (progress) progress(written, count);
      ready.notify_all();
    }
  };
  {
    const unsigned threads = o.threads ? o.threads : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i) pool.emplace_back(work);
    work();
  }
  if (!trouble && columns) {
    if (auto done = writer->finish(shapes); !done) trouble = done.error();
  }
  if (trouble) return std::unexpected(*trouble);
  return written;
}

}  // namespace fr::batch
