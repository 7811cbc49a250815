#include "program/listing.h"

#include "base/decimal.h"
#include "program/ops.h"

namespace fr {
namespace {

constexpr const char* kTableNames[kTables] = {
    "Person",   "Household", "Family", "Parents", "Children", "Partners", "Siblings",
    "CaresFor", "Carers",    "Homes",  "Members", "People",   "Houses"};
constexpr const char* kKindNames[] = {"Bool",  "Number", "Count",    "Money", "Share",
                                      "Day",   "Month",  "Duration", "Choice"};
constexpr const char* kRoleNames[] = {"Person", "Child", "Adult", "Household", "Family"};

std::string value_text(Kind kind, std::int64_t value) {
  switch (kind) {
    case Kind::Number:
    case Kind::Count:
    case Kind::Money:
    case Kind::Share: return format_decimal(value);
    case Kind::Day:
      return value >= day_from_civil(kMinYear, 1, 1) && value <= day_from_civil(kMaxYear, 12, 31)
                 ? format_day(value)
                 : std::to_string(value);
    default: return std::to_string(value);
  }
}

std::string range_text(Kind kind, std::int64_t lo, std::int64_t hi) {
  std::string text = value_text(kind, lo);
  if (hi != lo) text += ".." + value_text(kind, hi);
  return text;
}

std::string immediates(const Rulebook& book, const Program& program, const Instr& in) {
  switch (in.op) {
    case Op::Const:
    case Op::FromHome: return range_text(in.kind, in.lo, in.hi);
    case Op::LoadFact: return book.facts[static_cast<std::size_t>(in.lo)].name;
    case Op::LoadMonth: return in.lo == 0 ? "first" : "last";
    case Op::PairLivesWith: return in.lo == 0 ? "any" : "main";
    case Op::HasRole: return kRoleNames[in.lo];
    case Op::RoundHalfUp:
    case Op::RoundUp:
    case Op::RoundDown: return format_decimal(in.lo);
    case Op::IsOneOf: {
      std::string mask = "0b";
      for (int bit = 61, seen = 0; bit >= 0; --bit) {
        seen |= static_cast<int>(in.lo >> bit & 1);
        if (seen || bit == 0) mask += in.lo >> bit & 1 ? '1' : '0';
      }
      return mask;
    }
    case Op::AddDays:
    case Op::AddMonths:
    case Op::Birthday: return std::to_string(in.lo);
    case Op::LastAnnual:
    case Op::NextAnnual: return std::to_string(in.lo) + "-" + std::to_string(in.hi);
    case Op::MaxOf:
    case Op::MinOf: return "none=" + value_text(in.kind, in.lo);
    case Op::Given: return program.rules[static_cast<std::size_t>(in.lo)].name;
    default: return "";
  }
}

}  // namespace

std::string listing(const Rulebook& book, const Program& program) {
  std::string text;
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    const Instr& in = program.code[i];
    text += "%" + std::to_string(i) + " " + kTableNames[static_cast<int>(in.table)] + " " +
            kKindNames[static_cast<int>(in.kind)] + " ";
    text += info(in.op).name;
    const Reg operands[] = {in.a, in.b, in.c};
    for (std::size_t k = 0; k < info(in.op).operands; ++k) text += " %" + std::to_string(operands[k]);
    if (std::string more = immediates(book, program, in); !more.empty()) text += " " + more;
    if (in.rule != kNone) text += "  ; " + program.rules[in.rule].name;
    text += "\n";
  }
  return text;
}

}  // namespace fr
