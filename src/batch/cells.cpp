#include "batch/cells.h"

#include <algorithm>

#include "base/date.h"
#include "base/decimal.h"

namespace fr::batch {
namespace {

using End = std::expected<Known, std::string>;

std::unexpected<std::string> wrong(std::string_view text, const char* allowed) {
  return std::unexpected("„" + std::string(text.substr(0, 40)) + "“ passt nicht. Erlaubt ist " + allowed + ".");
}

std::optional<Decimal> decimal(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return parse_decimal(text);
  std::string dotted(text);
  dotted[comma] = '.';
  return parse_decimal(dotted);
}

End one(const Rulebook& book, const Fact& fact, std::string_view text) {
  switch (fact.type.kind) {
    case Kind::Bool:
      if (text == "ja" || text == "true" || text == "1") return Known{1, 1};
      if (text == "nein" || text == "false" || text == "0") return Known{0, 0};
      return wrong(text, "ja oder nein");
    case Kind::Day:
      if (const auto day = parse_day(text)) return Known{*day, *day};
      if (const auto month = parse_month(text)) return Known{first_day(*month), last_day(*month)};
      return wrong(text, "ein Tag wie 2020-06-11, der im Kalender steht");
    case Kind::Month:
      if (const auto month = parse_month(text)) return Known{*month, *month};
      return wrong(text, "ein Monat wie 2027-02");
    case Kind::Choice: {
      const auto& members = book.choices[static_cast<std::size_t>(fact.type.choice)].members;
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i] == text) return Known{std::int64_t{1} << i, std::int64_t{1} << i};
      }
      std::string all;
      for (const std::string& m : members) all += (all.empty() ? "" : ", ") + m;
      return wrong(text, all.c_str());
    }
    default: break;
  }
  const auto number = decimal(text);
  if (!number) return wrong(text, "eine Zahl wie 1500.25 (höchstens zehn Nachkommastellen)");
  std::int64_t v = *number;
  if (fact.type.kind == Kind::Share) {
    if (v % 100 != 0) return wrong(text, "eine Prozentzahl mit höchstens acht Nachkommastellen");
    v /= 100;
  }
  if ((fact.type.kind == Kind::Duration || fact.type.kind == Kind::Count) && v % kOne != 0) return wrong(text, "eine ganze Zahl");
  if (fact.type.kind == Kind::Duration) v /= kOne;
  return Known{v, v};
}

}  // namespace

std::expected<std::optional<Known>, std::string> read_cell(const Rulebook& book, const Fact& fact, std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  Known known{0, 0};
  if (fact.type.kind == Kind::Choice) {
    while (true) {
      const std::size_t bar = text.find('|');
      const End member = one(book, fact, text.substr(0, bar));
      if (!member) return std::unexpected(member.error());
      known.lo |= member->lo;
      if (bar == std::string_view::npos) break;
      text.remove_prefix(bar + 1);
    }
    known.hi = known.lo;
    return known;
  }
  const std::size_t dots = text.find("..");
  const End from = one(book, fact, text.substr(0, dots));
  if (!from) return std::unexpected(from.error());
  const End to = dots == std::string_view::npos ? from : one(book, fact, text.substr(dots + 2));
  if (!to) return std::unexpected(to.error());
  known = {from->lo, to->hi};
  const auto words = [&](Known v) {
    std::string s;
    write_cell(book, fact, v, &s);
    return s;
  };
  if (known.lo > known.hi) return std::unexpected("Der Bereich „" + std::string(text.substr(0, 60)) + "“ endet, bevor er beginnt.");
  if (known.lo < fact.lo || known.hi > fact.hi) {
    return std::unexpected("„" + std::string(text.substr(0, 40)) + "“ liegt außerhalb von " + words({fact.lo, fact.lo}) + " bis " +
                           words({fact.hi, fact.hi}) + ".");
  }
  if (known.lo % fact.grain != 0 || known.hi % fact.grain != 0) {
    return std::unexpected("„" + std::string(text.substr(0, 40)) + "“ ist zu genau; der kleinste Schritt ist " + words({fact.grain, fact.grain}) + ".");
  }
  return known;
}

void write_decimal(std::int64_t value, std::string* out) { *out += format_decimal(value); }

void write_cell(const Rulebook& book, const Fact& fact, Known value, std::string* out) {
  const auto end = [&](std::int64_t v) {
    switch (fact.type.kind) {
      case Kind::Bool: *out += v ? "ja" : "nein"; break;
      case Kind::Day: *out += format_day(v); break;
      case Kind::Month: *out += format_month(v); break;
      case Kind::Duration: *out += std::to_string(v); break;
      case Kind::Share: write_decimal(v * 100, out); break;
      default: write_decimal(v, out);
    }
  };
  if (fact.type.kind == Kind::Choice) {
    const auto& members = book.choices[static_cast<std::size_t>(fact.type.choice)].members;
    bool first = true;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!(value.lo >> i & 1)) continue;
      if (!first) *out += '|';
      *out += members[i];
      first = false;
    }
    return;
  }
  end(value.lo);
  if (value.lo == value.hi) return;
  *out += "..";
  end(value.hi);
}

}  // namespace fr::batch
