#include "batch/columns.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace fr::batch {
namespace {

static_assert(std::endian::native == std::endian::little);
constexpr char kMagic[] = "FRSPALT1";
constexpr std::uint64_t kConstant = 1;  // in the place of an offset: the next field is the value of all cells
constexpr std::uint64_t kMaxDirectory = 512u << 20;

struct Head {
  char magic[8];
  std::uint64_t directory, bytes, sum, families, blocks, reserved[2];
};
static_assert(sizeof(Head) == 64);

template <class T>
void put(std::string* out, T v) { out->append(reinterpret_cast<const char*>(&v), sizeof v); }
void put_text(std::string* out, const std::string& text) {
  put(out, static_cast<std::uint16_t>(text.size()));
  *out += text;
}

struct Reader {
  const std::uint8_t* at;
  const std::uint8_t* end;
  bool ok = true;
  template <class T>
  T get() {
    T v{};
    if (static_cast<std::size_t>(end - at) < sizeof v) return ok = false, v;
    std::memcpy(&v, at, sizeof v);
    at += sizeof v;
    return v;
  }
  std::string text() {
    const auto n = get<std::uint16_t>();
    if (static_cast<std::size_t>(end - at) < n) return ok = false, std::string();
    std::string s(reinterpret_cast<const char*>(at), n);
    at += n;
    return s;
  }
};

const std::vector<std::string>& members(const Rulebook& book, const Fact& fact) {
  static const std::vector<std::string> none;
  return fact.type.kind == Kind::Choice ? book.choices[static_cast<std::size_t>(fact.type.choice)].members : none;
}

template <class T>
bool cells_fit(const T* cells, std::size_t n, T mark, std::int64_t lo, std::int64_t hi) {
  bool bad = false;
  const T least = static_cast<T>(lo), most = static_cast<T>(hi);
  for (std::size_t i = 0; i < n; ++i) bad |= cells[i] != mark && (cells[i] < least || cells[i] > most);
  return !bad;
}
bool cells_fit(const void* cells, fast::Width w, std::size_t n, std::int64_t lo, std::int64_t hi) {
  switch (w) {
    case fast::Width::B: return cells_fit(static_cast<const std::uint8_t*>(cells), n, fast::kUnknownB, lo, hi);
    case fast::Width::I: return cells_fit(static_cast<const std::int32_t*>(cells), n, fast::kUnknownI, lo, hi);
    default: return cells_fit(static_cast<const std::int64_t*>(cells), n, fast::kUnknownL, lo, hi);
  }
}

}  // namespace

std::uint64_t checksum(const void* data, std::size_t bytes, std::uint64_t seed) {
  const auto* p = static_cast<const std::uint8_t*>(data);
  std::uint64_t a = seed, b = ~seed;
  std::size_t i = 0;
  for (; i + 16 <= bytes; i += 16) {
    std::uint64_t x, y;
    std::memcpy(&x, p + i, 8);
    std::memcpy(&y, p + i + 8, 8);
    a = (a ^ x) * 0x9e3779b97f4a7c15ull;
    a ^= a >> 32;
    b = (b ^ y) * 0xbf58476d1ce4e5b9ull;
    b ^= b >> 29;
  }
  for (; i < bytes; ++i) a = (a ^ p[i]) * 0x100000001b3ull;
  a ^= b + (a << 6) + bytes;
  return a ^ a >> 31;
}

// --- writing ------------------------------------------------------------------------------------------

std::expected<ColumnWriter, Trouble> ColumnWriter::create(const Rulebook& book, std::vector<bool> present, const std::string& path) {
  ColumnWriter w;
  w.book_ = &book;
  w.present_ = std::move(present);
  w.path_ = path;
  w.file_.reset(std::fopen(path.c_str(), "wb"));
  if (!w.file_) return std::unexpected(Trouble{"Die Datei lässt sich nicht schreiben.", path, std::strerror(errno), "Bitte Ordner und Rechte prüfen."});
  const Head empty{};  // filled in by finish(): an unfinished file is none
  w.good_ = std::fwrite(&empty, sizeof empty, 1, w.file_.get()) == 1;
  w.at_ = sizeof empty;
  return w;
}

std::expected<void, Trouble> ColumnWriter::failed() const {
  return std::unexpected(Trouble{"Die Datei ließ sich nicht zu Ende schreiben.", path_, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"});
}

std::uint64_t ColumnWriter::put(const void* data, std::size_t bytes, std::uint64_t* sum) {
  static constexpr std::uint8_t zeros[64] = {};
  const std::size_t gap = (64 - at_ % 64) % 64;
  good_ = good_ && std::fwrite(zeros, 1, gap, file_.get()) == gap && std::fwrite(data, 1, bytes, file_.get()) == bytes;
  at_ += gap;
  const std::uint64_t offset = at_;
  at_ += bytes;
  *sum = checksum(data, bytes, *sum);
  return offset;
}

std::expected<void, Trouble> ColumnWriter::write(const fast::Block& block, std::uint32_t persons, std::uint32_t households) {
  const std::uint64_t begin = at_;
  std::uint64_t sum = 1;
  const std::uint64_t shape = put(block.shape, block.families * sizeof(std::uint32_t), &sum);
  std::uint64_t ranged = 0;
  for (std::uint32_t f = 0; f < block.families && block.ranged; ++f) {
    if (!block.ranged[f]) continue;
    ranged = put(block.ranged, block.families, &sum);
    break;
  }
  std::string places;
  for (std::size_t f = 0; f < present_.size(); ++f) {
    if (!present_[f]) continue;
    const Table t = role_table(book_->facts[f].role);
    const std::size_t rows = t == Table::Person ? persons : t == Table::Household ? households : block.families;
    const std::size_t bytes = rows * fast::bytes_of(fast::cell_width(book_->facts[f]));
    const fast::FactCells& c = block.facts[f];
    const fast::Width w = fast::cell_width(book_->facts[f]);
    const std::size_t size = fast::bytes_of(w);
    const bool same = c.lower && !c.upper && rows > 0 && std::memcmp(c.lower, static_cast<const char*>(c.lower) + size, bytes - size) == 0;
    if (same) {  // one value everywhere takes no room
      const std::int64_t value = fast::cell(c.lower, w, 0);
      sum = checksum(&value, sizeof value, sum);
      batch::put<std::uint64_t>(&places, kConstant);
      batch::put<std::int64_t>(&places, value);
      continue;
    }
    batch::put<std::uint64_t>(&places, c.lower ? put(c.lower, bytes, &sum) : 0);
    batch::put<std::uint64_t>(&places, c.upper ? put(c.upper, bytes, &sum) : 0);
  }
  for (const std::uint64_t v : {begin, at_, sum, shape, ranged}) batch::put(&entries_, v);
  for (const std::uint32_t v : {block.families, persons, households}) batch::put(&entries_, v);
  entries_ += places;
  families_ += block.families;
  ++blocks_;
  if (!good_) return failed();
  return {};
}

std::expected<void, Trouble> ColumnWriter::finish(const fast::Shapes& shapes) {
  std::string directory;
  std::uint32_t columns = 0;
  for (const bool p : present_) columns += p;
  batch::put(&directory, columns);
  for (std::size_t f = 0; f < present_.size(); ++f) {
    if (!present_[f]) continue;
    const Fact& fact = book_->facts[f];
    put_text(&directory, fact.name);
    batch::put(&directory, static_cast<std::uint8_t>(role_table(fact.role)));
    batch::put(&directory, static_cast<std::uint8_t>(fast::cell_width(fact)));
    batch::put(&directory, static_cast<std::uint8_t>(fact.type.kind));
    const auto& names = members(*book_, fact);
    batch::put(&directory, static_cast<std::uint8_t>(names.size()));
    for (const std::string& name : names) put_text(&directory, name);
  }
  batch::put(&directory, shapes.size());
  for (std::uint32_t i = 0; i < shapes.size(); ++i) put_text(&directory, shapes.key(i));
  batch::put(&directory, blocks_);
  directory += entries_;
  Head head{};
  std::memcpy(head.magic, kMagic, 8);
  std::uint64_t sum = 2;
  head.directory = put(directory.data(), directory.size(), &sum);
  head.bytes = directory.size();
  head.sum = sum;
  head.families = families_;
  head.blocks = blocks_;
  good_ = good_ && std::fseek(file_.get(), 0, SEEK_SET) == 0 && std::fwrite(&head, sizeof head, 1, file_.get()) == 1 && std::fflush(file_.get()) == 0;
  if (!good_) return failed();
  file_.reset();
  return {};
}

// --- reading ------------------------------------------------------------------------------------------

ColumnFile::ColumnFile(ColumnFile&& o) noexcept
    : book_(o.book_), path_(std::move(o.path_)), data_(o.data_), size_(o.size_), families_(o.families_), facts_(std::move(o.facts_)),
      present_(std::move(o.present_)), blocks_(std::move(o.blocks_)), shapes_(std::move(o.shapes_)), shape_of_(std::move(o.shape_of_)) {
  o.data_ = nullptr;
}
ColumnFile::~ColumnFile() {
  if (data_) munmap(const_cast<std::uint8_t*>(data_), size_);
}

std::expected<ColumnFile, Trouble> ColumnFile::open(const Rulebook& book, const std::string& path) {
  ColumnFile file;
  file.book_ = &book;
  file.path_ = path;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (fd < 0 || fstat(fd, &info) != 0) {
    if (fd >= 0) ::close(fd);
    return std::unexpected(Trouble{"Die Datei lässt sich nicht lesen.", path, std::strerror(errno), "Bitte den Namen prüfen."});
  }
  file.size_ = static_cast<std::size_t>(info.st_size);
  void* map = file.size_ >= sizeof(Head) ? mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
  ::close(fd);
  if (map == MAP_FAILED) return std::unexpected(Trouble{"Das ist keine Spaltendatei.", path, "Sie ist zu kurz.", ""});
  file.data_ = static_cast<const std::uint8_t*>(map);
  if (auto good = file.parse(book); !good) return std::unexpected(good.error());
  return file;
}

std::expected<void, Trouble> ColumnFile::parse(const Rulebook& book) {
  const auto refuse = [&](std::string why) {
    return std::unexpected(Trouble{"Die Spaltendatei ist nicht in Ordnung.", path_, std::move(why), "Bitte die Datei neu erzeugen."});
  };
  Head head;
  std::memcpy(&head, data_, sizeof head);
  if (std::memcmp(head.magic, kMagic, 8) != 0) return refuse("Sie beginnt nicht wie eine, oder sie wurde nicht zu Ende geschrieben.");
  if (head.directory > size_ || head.bytes > size_ - head.directory || head.bytes > kMaxDirectory) return refuse("Sie ist abgeschnitten.");
  if (checksum(data_ + head.directory, head.bytes, 2) != head.sum) return refuse("Die Prüfsumme des Verzeichnisses stimmt nicht.");
  Reader in{data_ + head.directory, data_ + head.directory + head.bytes};
  present_.assign(book.facts.size(), false);
  const auto columns = in.get<std::uint32_t>();
  for (std::uint32_t c = 0; c < columns && in.ok; ++c) {
    const std::string name = in.text();
    const auto table = in.get<std::uint8_t>(), width = in.get<std::uint8_t>(), kind = in.get<std::uint8_t>(), count = in.get<std::uint8_t>();
    std::vector<std::string> names;
    for (int i = 0; i < count && in.ok; ++i) names.push_back(in.text());
    std::uint32_t f = 0;
    while (f < book.facts.size() && book.facts[f].name != name) ++f;
    if (f == book.facts.size()) return refuse("Die Spalte „" + name.substr(0, 60) + "“ ist kein Merkmal des Katalogs.");
    const Fact& fact = book.facts[f];
    if (table != static_cast<std::uint8_t>(role_table(fact.role)) || kind != static_cast<std::uint8_t>(fact.type.kind) ||
        width != static_cast<std::uint8_t>(fast::cell_width(fact)) || names != members(book, fact) || present_[f]) {
      return refuse("Das Merkmal „" + name.substr(0, 60) + "“ hat im Katalog inzwischen eine andere Form.");
    }
    present_[f] = true;
    facts_.push_back(f);
  }
  shapes_ = std::make_unique<fast::Shapes>();
  const auto shapes = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < shapes && in.ok; ++i) {
    shape_of_.push_back(shapes_->of_key(in.text()));
    if (in.ok && shape_of_.back() == kNone) return refuse("Eine Familienform darin ist keine.");
  }
  const auto blocks = in.get<std::uint32_t>();
  const auto inside = [&](std::uint64_t offset, std::uint64_t bytes) { return offset % 64 == 0 && offset <= size_ && bytes <= size_ - offset; };
  for (std::uint32_t b = 0; b < blocks && in.ok; ++b) {
    Entry e{};
    for (std::uint64_t* v : {&e.begin, &e.end, &e.sum, &e.shape, &e.ranged}) *v = in.get<std::uint64_t>();
    for (std::uint32_t* v : {&e.families, &e.persons, &e.households}) *v = in.get<std::uint32_t>();
    bool sound = e.begin <= e.end && e.end <= size_ && inside(e.shape, std::uint64_t{e.families} * 4) && (e.ranged == 0 || inside(e.ranged, e.families));
    for (const std::uint32_t f : facts_) {
      const Table t = role_table(book.facts[f].role);
      const std::uint64_t rows = t == Table::Person ? e.persons : t == Table::Household ? e.households : e.families;
      const std::uint64_t bytes = rows * fast::bytes_of(fast::cell_width(book.facts[f]));
      e.lower.push_back(in.get<std::uint64_t>());
      e.upper.push_back(in.get<std::uint64_t>());
      if (e.lower.back() == kConstant) continue;
      for (const std::uint64_t offset : {e.lower.back(), e.upper.back()}) sound = sound && (offset == 0 || inside(offset, bytes));
    }
    if (!sound || !in.ok) return refuse("Ein Stück liegt außerhalb der Datei.");
    families_ += e.families;
    blocks_.push_back(std::move(e));
  }
  if (!in.ok || in.at != in.end || families_ != head.families || blocks_.size() != head.blocks) return refuse("Das Verzeichnis passt nicht zum Kopf.");
  return {};
}

std::expected<void, Trouble> ColumnFile::load(std::size_t index, Loaded* into) const {
  const auto refuse = [&](std::string why) {
    return std::unexpected(Trouble{"Die Spaltendatei ist nicht in Ordnung.", path_ + ", Stück " + std::to_string(index + 1), std::move(why), "Bitte die Datei neu erzeugen."});
  };
  const Entry& e = blocks_[index];
  const auto rows_of = [&](Table t) { return t == Table::Person ? e.persons : t == Table::Household ? e.households : e.families; };
  std::uint64_t sum = checksum(data_ + e.shape, e.families * 4, 1);
  if (e.ranged) sum = checksum(data_ + e.ranged, e.families, sum);
  for (std::size_t c = 0; c < facts_.size(); ++c) {
    const Fact& fact = book_->facts[facts_[c]];
    const std::size_t bytes = rows_of(role_table(fact.role)) * fast::bytes_of(fast::cell_width(fact));
    if (e.lower[c] == kConstant) {
      sum = checksum(&e.upper[c], sizeof e.upper[c], sum);
      continue;
    }
    for (const std::uint64_t offset : {e.lower[c], e.upper[c]}) sum = offset ? checksum(data_ + offset, bytes, sum) : sum;
  }
  if (sum != e.sum) return refuse("Die Prüfsumme stimmt nicht.");
  const auto* shapes = reinterpret_cast<const std::uint32_t*>(data_ + e.shape);
  into->shape.resize(e.families);
  into->first_person.assign(1, 0);
  into->first_household.assign(1, 0);
  for (std::uint32_t f = 0; f < e.families; ++f) {
    if (shapes[f] >= shape_of_.size()) return refuse("Eine Familienform fehlt.");
    into->shape[f] = shape_of_[shapes[f]];
    const Situation& s = (*shapes_)[into->shape[f]];
    into->first_person.push_back(into->first_person.back() + static_cast<std::uint32_t>(s.persons.size()));
    into->first_household.push_back(into->first_household.back() + static_cast<std::uint32_t>(s.households.size()));
  }
  if (into->first_person.back() != e.persons || into->first_household.back() != e.households) return refuse("Personen und Formen passen nicht zusammen.");
  into->persons = e.persons;
  into->households = e.households;
  fast::Block& b = into->block;
  b = {};
  b.families = e.families;
  b.shape = into->shape.data();
  b.first_person = into->first_person.data();
  b.first_household = into->first_household.data();
  b.ranged = e.ranged ? data_ + e.ranged : nullptr;
  b.facts.resize(book_->facts.size());
  for (std::size_t c = 0; c < facts_.size(); ++c) {
    const Fact& fact = book_->facts[facts_[c]];
    const fast::Width w = fast::cell_width(fact);
    const std::size_t rows = rows_of(role_table(fact.role));
    const bool choice = fact.type.kind == Kind::Choice;
    if (e.lower[c] == kConstant) {
      auto& cells = into->constants[{static_cast<int>(w), static_cast<std::int64_t>(e.upper[c])}];
      const std::size_t most = std::max({e.persons, e.households, e.families});
      if (cells.size() < most * fast::bytes_of(w)) {
        cells.resize(most * fast::bytes_of(w));
        for (std::size_t i = 0; i < most; ++i) fast::set_cell(cells.data(), w, i, static_cast<std::int64_t>(e.upper[c]));
      }
      if (!cells_fit(cells.data(), w, 1, choice ? 1 : fact.lo, fact.hi) || fast::cell(cells.data(), w, 0) != static_cast<std::int64_t>(e.upper[c])) {
        return refuse("Ein Wert von „" + fact.name + "“ liegt außerhalb des Möglichen.");
      }
      b.facts[facts_[c]] = {cells.data(), nullptr};
      continue;
    }
    for (const std::uint64_t offset : {e.lower[c], e.upper[c]}) {
      if (offset && !cells_fit(data_ + offset, w, rows, choice ? 1 : fact.lo, fact.hi)) return refuse("Ein Wert von „" + fact.name + "“ liegt außerhalb des Möglichen.");
    }
    b.facts[facts_[c]] = {e.lower[c] ? data_ + e.lower[c] : nullptr, e.upper[c] ? data_ + e.upper[c] : nullptr};
  }
  for (std::size_t f = 0; f < present_.size(); ++f) {  // a block without the column: unknown everywhere, as cells
    if (present_[f] && !b.facts[f].lower) return refuse("Eine Spalte fehlt.");
  }
  return {};
}

void ColumnFile::forget(std::size_t index) const {
  const std::uint64_t page = 4096, from = (blocks_[index].begin + page - 1) / page * page, to = blocks_[index].end / page * page;
  if (from < to) madvise(const_cast<std::uint8_t*>(data_) + from, to - from, MADV_DONTNEED);
}

}  // namespace fr::batch
