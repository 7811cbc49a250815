// Which numbers of the law a service computes with: the constants below its amount that stand in its own folder.
#include <algorithm>
#include <set>

#include "base/decimal.h"
#include "portal/pages.h"

namespace fr {
namespace {

std::string value_text(const Instr& i, const Type& type) {
  auto one = [&](std::int64_t v) {
    if (type.kind == Kind::Money) return format_german(v, true) + " €";
    return format_german(v);
  };
  std::string out = i.lo == i.hi ? one(i.lo) : one(i.lo) + " bis " + one(i.hi);
  std::string_view per = type.per == Per::None ? "" : per_word(type.per, german());
  return per.empty() ? out : out + " " + std::string(per);
}

}  // namespace

std::vector<UsedNumber> used_numbers(const Rulebook& book, Month month, const Service& service) {
  std::vector<UsedNumber> out;
  const Program* program = in_force(book, month);
  if (program == nullptr) return out;
  std::set<std::uint32_t> visited;
  std::set<std::string> named;
  const auto folder = [](const std::string& place) { return place.substr(0, place.rfind('/') + 1); };
  const std::string home = folder(service.source);
  std::vector<std::uint32_t> open;
  auto visit = [&](std::uint32_t node) {
    if (node != kNone && visited.insert(node).second) open.push_back(node);
  };
  for (const Target& t : program->targets)
    if (&book.services[t.service] == &service && t.amount != kNone) visit(program->rules[t.amount].root);
  while (!open.empty()) {
    const Explain& e = program->explain[open.back()];
    open.pop_back();
    // What other services and the wage tax compute with belongs on their pages.
    if (e.kind == ExplainKind::Rule && e.ref != kNone && folder(program->rules[e.ref].source) == home)
      visit(program->rules[e.ref].root);
    for (std::uint32_t child : e.children) visit(child);
    if (e.kind != ExplainKind::Constant || e.type.kind != Kind::Money || e.citation.empty()) continue;
    if (e.reg == kNoReg || program->code[e.reg].op != Op::Const || !named.insert(e.text).second) continue;
    if (!e.text.empty() && e.text[0] >= '0' && e.text[0] <= '9') continue;  // a bare number has no name
    out.push_back({e.text, value_text(program->code[e.reg], e.type), e.citation});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

}  // namespace fr
