// One `fields` function per struct lists its fields in order; writing and reading share it, so they
// cannot drift apart. Integers are LEB128 (signed ones zigzag), texts and lists carry their length.
// The reader grows lists element by element, and every element costs at least one byte of input: what
// it allocates stays within a constant factor of what it was given.
#include "program/binary.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <type_traits>
#include <utility>

#include "base/text.h"
#include "program/ops.h"

namespace fr {
namespace {

constexpr std::array<std::uint8_t, 4> kMagic = {'F', 'R', 'B', 'K'};
constexpr std::uint8_t kVersion = 4;

template <class E>
constexpr E kLast = E{};
template <> constexpr Op kLast<Op> = static_cast<Op>(kOpCount - 1);
template <> constexpr Table kLast<Table> = Table::Houses;
template <> constexpr Kind kLast<Kind> = Kind::Choice;
template <> constexpr Per kLast<Per> = Per::Year;
template <> constexpr Role kLast<Role> = Role::Family;
template <> constexpr Effect kLast<Effect> = Effect::Duty;
template <> constexpr Level kLast<Level> = Level::City;
template <> constexpr ExplainKind kLast<ExplainKind> = ExplainKind::Calc;
template <> constexpr Via kLast<Via> = Via::Family;
template <> constexpr Say kLast<Say> = Say::Min;
template <> constexpr RuleKind kLast<RuleKind> = RuleKind::Relevance;

// --- the fields -------------------------------------------------------------------------------------

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

void fields(auto& f, Is<Type> auto& x) { f(x.kind, x.per, x.choice); }
void fields(auto& f, Is<Instr> auto& x) {
  f(x.op, x.table, x.kind, x.a, x.b, x.c, x.lo, x.hi, x.rule);
}
void fields(auto& f, Is<Choice> auto& x) { f(x.name, x.members, x.labels); }
void fields(auto& f, Is<Fact> auto& x) {
  f(x.name, x.role, x.type, x.lo, x.hi, x.grain, x.brief, x.question, x.help, x.effort, x.sensitive,
    x.unasked, x.offered, x.presumed, x.source);
}
void fields(auto& f, Is<Service> auto& x) {
  f(x.id, x.name, x.title, x.brief, x.level, x.effect, x.law, x.phase, x.needs, x.audience, x.limits,
    x.next_step, x.cost, x.channels, x.online, x.key, x.part_of, x.offices, x.keywords, x.excludes, x.source);
}
void fields(auto& f, Is<Explain> auto& x) {
  f(x.kind, x.via, x.table, x.reg, x.operand, x.say, x.ref, x.type, x.text, x.label, x.citation, x.children);
}
void fields(auto& f, Is<Rule> auto& x) {
  f(x.name, x.kind, x.role, x.type, x.reg, x.root, x.citation, x.source);
}
void fields(auto& f, Is<DeadlineRule> auto& x) {
  f(x.service, x.rule, x.text, x.missed, x.until, x.from, x.when, x.cost);
}
void fields(auto& f, Is<DocumentRule> auto& x) { f(x.service, x.rule, x.text, x.where, x.when); }
void fields(auto& f, Is<Target> auto& x) {
  f(x.service, x.role, x.claim, x.amount, x.verdict, x.money, x.per, x.exact);
}
void fields(auto& f, Is<FactUse> auto& x) {
  f(x.fact, x.reg, x.relevant, x.value, x.otherwise_lo, x.otherwise_hi);
}
void fields(auto& f, Is<Program> auto& x) {
  f(x.from, x.until, x.code, x.rules, x.targets, x.deadlines, x.documents, x.facts, x.explain);
}
void fields(auto& f, Is<Rulebook> auto& x) {
  f(x.from, x.until, x.choices, x.facts, x.services, x.programs);
}

// --- writing ----------------------------------------------------------------------------------------

class Writer {
 public:
  template <class... T>
  void operator()(const T&... x) { (put(x), ...); }
  std::vector<std::uint8_t> bytes;

 private:
  void varint(std::uint64_t x) {
    for (; x >= 0x80; x >>= 7) bytes.push_back(static_cast<std::uint8_t>(x | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(x));
  }
  template <class T>
    requires std::is_class_v<T>
  void put(const T& x) { fields(*this, x); }
  template <class T>
    requires std::is_enum_v<T>
  void put(const T& x) { varint(static_cast<std::uint64_t>(x)); }
  template <std::unsigned_integral T>
  void put(const T& x) {
    // "none" is as frequent as small numbers: with +1 it becomes the single byte 0.
    varint(static_cast<T>(x + (sizeof(T) == 4 ? 1 : 0)));
  }
  template <std::signed_integral T>
  void put(const T& x) {
    const auto wide = static_cast<std::int64_t>(x);
    varint((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
  }
  void put(const std::string& x) {
    varint(x.size());
    bytes.insert(bytes.end(), x.begin(), x.end());
  }
  template <class T>
  void put(const std::vector<T>& x) {
    varint(x.size());
    for (const T& element : x) put(element);
  }
};

// --- reading ----------------------------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  template <class... T>
  void operator()(T&... x) { (get(x), ...); }
  bool failed() const { return failed_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  std::size_t left() const { return bytes_.size() - at_; }
  void fail() {
    failed_ = true;
    at_ = bytes_.size();
  }
  std::uint64_t varint() {
    std::uint64_t x = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left() == 0) break;
      const std::uint8_t byte = bytes_[at_++];
      const std::uint64_t part = byte & 0x7f;
      if (shift == 63 && part > 1) break;
      x |= part << shift;
      if (byte < 0x80) return x;
    }
    fail();
    return 0;
  }
  template <class T>
    requires std::is_class_v<T>
  void get(T& x) { fields(*this, x); }
  template <class T>
    requires std::is_enum_v<T>
  void get(T& x) {
    const std::uint64_t value = varint();
    if (value > static_cast<std::uint64_t>(kLast<T>)) return fail();
    x = static_cast<T>(value);
  }
  void get(bool& x) {
    const std::uint64_t value = varint();
    if (value > 1) return fail();
    x = value == 1;
  }
  template <std::unsigned_integral T>
  void get(T& x) {
    const std::uint64_t value = varint();
    if (value > static_cast<T>(-1)) return fail();
    x = static_cast<T>(value - (sizeof(T) == 4 ? 1 : 0));
  }
  template <std::signed_integral T>
  void get(T& x) {
    const std::uint64_t zigzag = varint();
    const auto value = static_cast<std::int64_t>((zigzag >> 1) ^ (~(zigzag & 1) + 1));
    x = static_cast<T>(value);
    if (x != value) fail();
  }
  void get(std::string& x) {
    const std::uint64_t size = varint();
    if (size > left()) return fail();
    const auto* begin = reinterpret_cast<const char*>(bytes_.data() + at_);
    x.assign(begin, static_cast<std::size_t>(size));
    at_ += static_cast<std::size_t>(size);
    if (invalid_utf8_at(x) != std::string::npos) fail();
  }
  template <class T>
  void get(std::vector<T>& x) {
    const std::uint64_t size = varint();
    if (size > left()) return fail();
    for (std::uint64_t i = 0; i < size && !failed_; ++i) {
      x.emplace_back();
      get(x.back());
    }
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::vector<std::uint8_t> write(const Rulebook& book) {
  Writer writer;
  writer.bytes.assign(kMagic.begin(), kMagic.end());
  writer.bytes.push_back(kVersion);
  writer(book);
  return std::move(writer.bytes);
}

std::expected<Rulebook, std::string> read(std::span<const std::uint8_t> bytes) {
  if (bytes.size() <= kMagic.size() || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin())) {
    return std::unexpected(
        "Die Datei ist kein übersetztes Regelwerk: ihr Anfang stimmt nicht. Bitte das Regelwerk neu "
        "übersetzen.");
  }
  if (bytes[kMagic.size()] != kVersion) {
    return std::unexpected("Das übersetzte Regelwerk hat das Format " +
                           std::to_string(bytes[kMagic.size()]) + ", dieses Programm liest Format " +
                           std::to_string(kVersion) + ". Bitte das Regelwerk neu übersetzen.");
  }
  Rulebook book;
  Reader reader(bytes.subspan(kMagic.size() + 1));
  reader(book);
  if (reader.failed() || !reader.at_end()) {
    return std::unexpected(
        "Das übersetzte Regelwerk ist unvollständig oder beschädigt. Bitte die Datei neu laden oder "
        "das Regelwerk neu übersetzen.");
  }
  if (std::string fault = verify(book); !fault.empty()) {
    return std::unexpected("Das übersetzte Regelwerk ist in sich nicht stimmig: " + fault +
                           " Bitte das Regelwerk neu übersetzen.");
  }
  return book;
}

}  // namespace fr
