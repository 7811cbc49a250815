// An expression as words on one line. Invariant: parsing the printed words gives the same tree, and
// printing that tree gives the same words.
#include "base/date.h"
#include "base/decimal.h"
#include "language/parse.h"

namespace fr::ast {
namespace {

std::string print_value(const Expr& e, std::int64_t value) {
  static constexpr const char* kUnits[][2] = {
      {"Tag", "Tage"}, {"Woche", "Wochen"}, {"Monat", "Monate"}, {"Jahr", "Jahre"}};
  switch (e.kind) {
    case ExprKind::Money:
      return format_german(value, value % kCent == 0) + " €";
    case ExprKind::Percent:
      return format_german(value * 100) + " %";
    case ExprKind::Date:
      return format_day(value);
    case ExprKind::MonthLit:
      return format_month(value);
    case ExprKind::Bool:
      return value != 0 ? "ja" : "nein";
    case ExprKind::Span:
      return format_german(value * kOne) + " " + kUnits[e.op & 3][value == 1 ? 0 : 1];
    default:
      return format_german(value);
  }
}

// Grammar of a set noun: 0 masculine, 1 feminine, 2 neuter.
struct Noun {
  const char* singular;
  const char* plural;
  int gender;
};
const Noun& noun(SetName set) {
  static constexpr Noun kNouns[] = {
      {"Elternteil", "Elternteile", 0}, {"Kind", "Kinder", 2},
      {"Partner", "Partner", 0},        {"Geschwisterkind", "Geschwisterkinder", 2},
      {"Mitglied", "Mitglieder", 2},    {"Person", "Personen", 1},
      {"Haushalt", "Haushalte", 0},     {"Pflegebedürftiger", "Pflegebedürftige", 0},
      {"Pflegender", "Pflegende", 0}};
  return kNouns[static_cast<int>(set)];
}

std::string compare_words(int op) {
  static constexpr const char* kWords[] = {"mindestens", "höchstens", "weniger als",
                                           "mehr als",   "gleich",    "ungleich"};
  return kWords[op];
}

std::string joined(const std::vector<ExprPtr>& args) {
  std::string out;
  for (const ExprPtr& a : args) out += (out.empty() ? "" : ", ") + print_expr(*a);
  return out;
}

std::string joined(const std::vector<std::string>& items, const std::string& with) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : with) + item;
  return out;
}

std::string when_words(const Expr& e) {
  if (e.args.empty()) return "";
  const std::string edge = e.op == 1 ? "bei Ende " : "bei Beginn ";
  const ExprKind k = e.args[0]->kind;
  if (!e.args[0]->paren && k == (e.op == 1 ? ExprKind::MonthEnd : ExprKind::MonthBegin))
    return edge + "des Monats";
  return edge + "von " + print_expr(*e.args[0]);
}

std::string aggregate_words(const Expr& e) {
  static constexpr const char* kWords[] = {"Anzahl", "Summe", "Höchstwert", "Mindestwert"};
  std::string out = kWords[e.op];
  if (static_cast<Fold>(e.op) == Fold::Count)
    out += std::string(" der ") + noun(e.set).plural;
  else
    out += " von " + print_expr(*e.args[0]) + " über " + noun(e.set).plural;
  if (static_cast<Fold>(e.op) == Fold::Count && e.set == SetName::Pflegebeduerftiger) out += "n";
  if (static_cast<Fold>(e.op) == Fold::Count && e.set == SetName::Pflegender) out += "n";
  return e.filter != nullptr ? out + " mit " + print_expr(*e.filter) : out;
}

std::string quantifier_words(const Expr& e) {
  static constexpr const char* kWords[3][3] = {{"irgendein", "irgendeine", "irgendein"},
                                               {"jeder", "jede", "jedes"},
                                               {"kein", "keine", "kein"}};
  const Noun& n = noun(e.set);
  return std::string(kWords[e.op][n.gender]) + " " + n.singular + " mit " + print_expr(*e.args[0]);
}

std::string annual_words(const Expr& e) {
  static constexpr const char* kMonths[] = {"Januar",    "Februar", "März",     "April",
                                            "Mai",       "Juni",    "Juli",     "August",
                                            "September", "Oktober", "November", "Dezember"};
  std::string out = std::string(e.op == 1 ? "nächster " : "letzter ") + std::to_string(e.hi) +
                    ". " + kMonths[(e.lo - 1) % 12];
  return e.args.empty() ? out : out + " ab " + print_expr(*e.args[0]);
}

std::string condition_words(const Expr& e) {
  switch (e.kind) {
    case ExprKind::Compare:
      return (e.args[0] != nullptr ? print_expr(*e.args[0]) + " " : "") + compare_words(e.op) +
             " " + print_expr(*e.args[1]);
    case ExprKind::Between:
      if (e.args.size() < 3) return print_expr(*e.args[0]) + " bis " + print_expr(*e.args[1]);
      return (e.args[0] != nullptr ? print_expr(*e.args[0]) + " " : "") + "zwischen " +
             print_expr(*e.args[1]) + " und " + print_expr(*e.args[2]);
    case ExprKind::IsOneOf:
      return print_expr(*e.args[0]) + " ist " + joined(e.members, " oder ");
    case ExprKind::AgeDone:
      return e.subject + " hat das " + std::to_string(e.lo) + ". Lebensjahr " +
             (e.negated ? "noch nicht " : "") + "vollendet " + when_words(e);
    case ExprKind::LivesWith:
      return e.subject + " lebt " + (e.op == 1 ? "überwiegend " : "") + "mit " + e.name;
    case ExprKind::Not:
      return "nicht " + print_expr(*e.args[0]);
    case ExprKind::All:
      return "alle von";
    case ExprKind::Any:
      return "eine von";
    case ExprKind::None:
      return "nicht wenn";
    case ExprKind::Quantifier:
      return quantifier_words(e);
    case ExprKind::Cases:
      return "Fälle";
    case ExprKind::Bands:
      return "Fälle nach " + print_expr(*e.args[0]);
    default:
      return e.text;
  }
}

std::string words_of(const Expr& e) {
  switch (e.kind) {
    case ExprKind::Number:
    case ExprKind::Money:
    case ExprKind::Percent:
    case ExprKind::Date:
    case ExprKind::MonthLit:
    case ExprKind::Span:
    case ExprKind::Bool: {
      const std::string low = print_value(e, e.lo);
      return e.lo == e.hi ? (e.negated ? "bis " + low : low) : low + " bis " + print_value(e, e.hi);
    }
    case ExprKind::Name:
      return e.name;
    case ExprKind::Field:
      return e.subject + "." + e.name;
    case ExprKind::Lookup:
      return e.name + "[" + joined(e.args) + "]";
    case ExprKind::Add:
      return print_expr(*e.args[0]) + " + " + print_expr(*e.args[1]);
    case ExprKind::Sub:
      return print_expr(*e.args[0]) + " - " + print_expr(*e.args[1]);
    case ExprKind::Mul:
      return print_expr(*e.args[0]) + " mal " + print_expr(*e.args[1]);
    case ExprKind::Div:
      return print_expr(*e.args[0]) + " geteilt durch " + print_expr(*e.args[1]);
    case ExprKind::Call:
      return e.name + "(" + joined(e.args) + ")";
    case ExprKind::PercentOf:
      return print_expr(*e.args[0]) + " von " + print_expr(*e.args[1]);
    case ExprKind::Aggregate:
      return aggregate_words(e);
    case ExprKind::MonthBegin:
      return "Beginn des Monats";
    case ExprKind::MonthEnd:
      return "Ende des Monats";
    case ExprKind::Annual:
      return annual_words(e);
    case ExprKind::DaySpan:
      return "Tage von " + print_expr(*e.args[0]) + " bis " + print_expr(*e.args[1]);
    case ExprKind::AgeNumber:
      return "Alter von " + e.subject + " " + when_words(e);
    case ExprKind::Share:
      return "Wohnanteil";
    case ExprKind::Status:
      return "Partnerschaft";
    case ExprKind::Error:
      return e.name;
    default:
      return condition_words(e);
  }
}

}  // namespace

std::string print_expr(const Expr& e) {
  return e.paren ? "(" + words_of(e) + ")" : words_of(e);
}

}  // namespace fr::ast
