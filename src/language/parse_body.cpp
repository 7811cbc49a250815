// Bodies of Regel, Anspruch and Betrag: a condition, an expression, Fälle, or a Rechenweg.
#include <algorithm>

#include "language/parse.h"
#include "language/parser.h"

namespace fr::syntax {

using ast::Expr;
using ast::ExprKind;
using ast::ExprPtr;
using ast::LineKind;

namespace {

struct CalcWord {
  std::string_view word, second;  // "gerundet auf"
  LineKind kind;
};
constexpr CalcWord kCalc[] = {{"Ausgang", "", LineKind::Ausgang},
                              {"zuzüglich", "", LineKind::Zuzueglich},
                              {"abzüglich", "", LineKind::Abzueglich},
                              {"mal", "", LineKind::Mal},
                              {"anteilig", "nach", LineKind::AnteiligNach},
                              {"mindestens", "", LineKind::Mindestens},
                              {"höchstens", "", LineKind::Hoechstens},
                              {"gerundet", "auf", LineKind::Gerundet},
                              {"aufgerundet", "auf", LineKind::Aufgerundet},
                              {"abgerundet", "auf", LineKind::Abgerundet},
                              {"entfällt", "", LineKind::Entfaellt}};

const CalcWord* calc_word(const Token& t) {
  const auto* found =
      std::ranges::find_if(kCalc, [&](const CalcWord& w) { return w.word == t.text; });
  return t.kind == Tok::Word && found != std::end(kCalc) ? found : nullptr;
}

}  // namespace

void Parser::rule(const Line& head, ast::Decl& decl) {
  bool extra = false, bad_body = false;
  children(head.indent, false, [&](const Line& line) {
    if (is("gilt") || is("steigt")) {
      if (decl.body != nullptr)
        return fail(tok(), "Die Geltung steht vor dem Inhalt der Regel.",
                    "So sieht man sofort, ab wann eine Regel gilt.",
                    "Verschieben Sie diese Zeile direkt unter die Überschrift.");
      version_line(line, decl);
      return no_margin(line, decl);
    }
    if (decl.body != nullptr && decl.body->kind == ExprKind::Calc) {
      calc(*decl.body, line);
    } else if (decl.body == nullptr && !bad_body) {
      decl.body = body(decl);
      bad_body = failed();
      if (decl.body->kind != ExprKind::Calc) margin(line, decl.body.get());
    } else if (!extra && !bad_body) {
      extra = true;
      const bool truth = decl.kind == ast::DeclKind::Anspruch || decl.type.kind == Kind::Bool;
      fail(tok(),
           "Hier beginnt ein zweiter Inhalt, aber " + quoted(decl.name) + " hat schon einen.",
           truth ? "Mehrere Bedingungen brauchen ein Wort, das sagt, ob alle oder nur eine erfüllt "
                   "sein muss."
                 : "Eine Regel ist eine Rechnung in einer Zeile, „Fälle“ oder ein Rechenweg, der "
                   "mit „Ausgang“ beginnt.",
           truth ? "Schreiben Sie „alle von“ oder „eine von“ darüber und rücken Sie die "
                   "Bedingungen tiefer ein."
                 : "Beginnen Sie mit „Ausgang …“ und führen Sie die Rechnung mit „zuzüglich“ oder "
                   "„abzüglich“ fort.");
    } else {
      cur_.failed = true;
    }
  });
  if (decl.body == nullptr && !any_bad_ && !reporter_.full())
    reporter_.error(decl.pos.line, decl.name_pos.column, decl.name_pos.length,
                    quoted(decl.name) + " hat keinen Inhalt.",
                    "Unter der Überschrift steht, wann oder wie viel.",
                    "Schreiben Sie darunter eine Bedingung oder eine Rechnung, um zwei Leerzeichen "
                    "eingerückt.");
}

bool Parser::version_line(const Line& line, ast::Decl& decl) {
  const auto once = [&](const ExprPtr& slot) {
    if (slot != nullptr)
      fail(line.tokens.front(), "Diese Angabe zur Geltung steht doppelt.", "",
           "Streichen Sie eine der beiden Zeilen.");
    return !failed();
  };
  if (accept("steigt")) {
    if (need("nicht", "steigt nicht mit Einkommen") && need("mit", "steigt nicht mit Einkommen"))
      decl.falls_with.push_back(need_name("der Name des Merkmals"));
    return !failed();
  }
  next();
  if (accept("ab")) {
    if (once(decl.from)) decl.from = day_literal("gilt ab 2026-01-01");
  } else if (accept("bis")) {
    if (once(decl.until)) decl.until = day_literal("gilt bis 2026-12-31");
  } else if (accept("für")) {
    if (need("Geburten", "gilt für Geburten ab 2025-04-01") &&
        need("ab", "gilt für Geburten ab 2025-04-01") && once(decl.births_from))
      decl.births_from = day_literal("gilt für Geburten ab 2025-04-01");
    if (!failed() && accept("bis"))
      decl.births_until = day_literal("gilt für Geburten ab 2024-04-01 bis 2025-03-31");
  } else {
    fail(tok(), "Hinter „gilt“ fehlt „ab“, „bis“ oder „für Geburten ab“.", "",
         "Schreiben Sie zum Beispiel: gilt ab 2026-01-01");
  }
  if (!failed() && is("bis"))
    fail(tok(), "„gilt ab“ und „gilt bis“ stehen in zwei Zeilen.", "Jede Zeile sagt eine Sache.",
         "Schreiben Sie „gilt bis …“ in die nächste Zeile.");
  return !failed();
}

ExprPtr Parser::body(const ast::Decl& decl) {
  const Line& line = *cur_.line;
  const std::size_t start = cur_.at;
  if (is("Fälle")) return is("nach", 1) ? bands(line) : cases(line);
  const bool amount =
      decl.kind == ast::DeclKind::Betrag || (decl.has_type && decl.type.kind != Kind::Bool);
  const CalcWord* word = calc_word(tok());
  if (word != nullptr && amount) {
    if (word->kind != LineKind::Ausgang) {
      fail(tok(), "Ein Rechenweg beginnt mit „Ausgang“, nicht mit " + quoted(tok().text) + ".",
           "„Ausgang“ nennt den Betrag, von dem aus gerechnet wird.",
           "Schreiben Sie als erste Zeile zum Beispiel: Ausgang 0 €");
      return error();
    }
    auto e = make(ExprKind::Calc, start);
    calc(*e, line);
    e->text = "Rechenweg";
    return e;
  }
  if (tok().kind == Tok::Word && tok(1).kind != Tok::End &&
      !nearest(tok().text, {"Ausgang"}).empty()) {
    fail(tok(), quoted(tok().text) + " beginnt keinen Rechenweg.",
         "Die erste Zeile eines Rechenwegs heißt „Ausgang“.", "Meinten Sie „Ausgang“?");
    return error();
  }
  return condition(amount);
}

ExprPtr Parser::cases(const Line& head) {
  const std::size_t start = cur_.at;
  auto e = make(ExprKind::Cases, start);
  const Token first = tok();
  next();
  if (!at_end()) {
    fail(tok(), "Hinter „Fälle“ steht " + shown(tok()) + ".",
         "Die Fälle stehen darunter, jeder in seiner Zeile.",
         "Beginnen Sie eine neue Zeile, oder schreiben Sie „Fälle nach …“.");
    return error();
  }
  e = done(std::move(e), start);
  const Cursor saved = cur_;
  bool closed = false, broken = any_bad_;
  children(head.indent, false, [&](const Line& line) {
    if (closed) {
      fail(tok(), "Dieser Fall wird nie erreicht.",
           "„sonst“ ist der letzte Fall: Er gilt immer, wenn kein Fall darüber zutrifft.",
           "Stellen Sie diese Zeile vor „sonst“.");
      return;
    }
    const bool otherwise = accept("sonst");
    if (otherwise && is_sign(":"))
      fail(tok(), "Hinter „sonst“ steht hier kein Doppelpunkt.",
           "Der Doppelpunkt gehört zu „Fälle nach …“.", "Schreiben Sie „sonst 0 €“.");
    ExprPtr value = expr();
    margin(line, value.get());
    e->args.push_back(std::move(value));
    closed = closed || otherwise;
    if (otherwise || failed()) {
      broken = broken || failed();
      return;
    }
    if (need("wenn", "250 € wenn berücksichtigt")) e->args.push_back(condition());
    broken = broken || failed();
  });
  cur_ = saved;
  if (!closed && !broken && !any_bad_ && !reporter_.full())
    fail(first, "Den „Fällen“ fehlt die letzte Zeile „sonst …“.",
         "Ohne „sonst“ wäre offen, was gilt, wenn kein Fall zutrifft.",
         "Ergänzen Sie als letzte Zeile zum Beispiel: sonst 0 €");
  return e;
}

ExprPtr Parser::bands(const Line& head) {
  const std::size_t start = cur_.at;
  auto e = make(ExprKind::Bands, start);
  const Token first = tok();
  next();
  next();
  e->args.push_back(expr());
  if (!need_end()) return error();
  e = done(std::move(e), start);
  const Cursor saved = cur_;
  bool broken = any_bad_, numeric = false;
  children(head.indent, false, [&](const Line& line) {
    ast::Band b;
    b.pos = pos(tok());
    b.citation = line.citation;
    if (!e->bands.empty() && e->bands.back().last)
      fail(tok(), "Diese Stufe wird nie erreicht.",
           "Die Stufe darüber gilt schon für alles Übrige.",
           "Stellen Sie diese Zeile weiter nach oben.");
    const bool other =
        !e->bands.empty() && ((numeric && is("sonst")) || (!numeric && is("darüber")));
    if (other)
      fail(tok(), quoted(tok().text) + " passt nicht zu diesen Fällen.",
           "Nach Stufen („bis …“) heißt die letzte Zeile „darüber“, nach Antworten heißt sie "
           "„sonst“.",
           std::string("Schreiben Sie ") + (numeric ? "„darüber:“." : "„sonst:“."));
    if (is("bis")) numeric = true;
    band(b);
    if (b.value != nullptr) b.value->comments = line.comments;
    broken = broken || failed();
    e->bands.push_back(std::move(b));
  });
  cur_ = saved;
  if (broken || any_bad_ || reporter_.full()) return e;
  if (e->bands.empty())
    fail(first, "Unter „Fälle nach“ steht kein Fall.", "",
         "Schreiben Sie darunter zum Beispiel: bis 5: 10 €");
  else if (numeric && !e->bands.back().last)
    fail(first, "Den Stufen fehlt die letzte Zeile „darüber: …“.",
         "Ohne sie wäre offen, was oberhalb der letzten Grenze gilt.",
         "Ergänzen Sie als letzte Zeile zum Beispiel: darüber: 0 €");
  return e;
}

void Parser::band(ast::Band& out) {
  if (failed()) return;
  if (is("darüber") || is("sonst")) {
    out.last = true;
    next();
  } else if (accept("bis")) {
    out.limit = expr();
  } else {
    do out.members.push_back(need_name("eine Antwort oder „bis …“"));
    while (!failed() && accept("oder"));
  }
  if (need_sign(":", "Links vom Doppelpunkt steht der Fall, rechts der Wert.", "bis 5: 10 €"))
    out.value = expr();
}

void Parser::calc(Expr& into, const Line& line) {
  ast::CalcLine out{};
  out.pos = pos(tok());
  out.citation = line.citation;
  const CalcWord* word = calc_word(tok());
  if (word == nullptr) {
    std::vector<std::string_view> known;
    for (const CalcWord& w : kCalc) known.push_back(w.word);
    const std::string_view close = tok().kind == Tok::Word ? nearest(tok().text, known) : "";
    return fail(
        tok(),
        "Eine Zeile des Rechenwegs beginnt nicht mit " + (at_end() ? "nichts" : shown(tok())) + ".",
        "Möglich sind zuzüglich, abzüglich, mal, anteilig nach, mindestens, höchstens, gerundet "
        "auf, aufgerundet auf, abgerundet auf und entfällt wenn.",
        close.empty() ? "Beginnen Sie die Zeile mit einem dieser Wörter."
                      : "Meinten Sie " + quoted(close) + "?");
  }
  if (word->kind == LineKind::Ausgang && !into.lines.empty())
    return fail(tok(), "„Ausgang“ steht zum zweiten Mal in diesem Rechenweg.",
                "Ein Rechenweg hat genau einen Anfang.",
                "Schreiben Sie „zuzüglich“ oder „abzüglich“.");
  next();
  out.kind = word->kind;
  if (!word->second.empty() &&
      !need(word->second, std::string(word->word) + " " + std::string(word->second) +
                              (word->second == "auf" ? " 1 €" : " Anteil")))
    return;
  if (out.kind == LineKind::Entfaellt) {
    if (need("wenn", "entfällt wenn weniger als 5 €")) out.when = vanishes();
  } else {
    rounding_or_amount(out);
  }
  Expr* keeper = out.value != nullptr ? out.value.get() : out.when.get();
  if (keeper != nullptr) keeper->comments = line.comments;
  into.lines.push_back(std::move(out));
}

void Parser::rounding_or_amount(ast::CalcLine& out) {
  const Token first = tok();
  out.value = expr();
  const bool rounds = out.kind == LineKind::Gerundet || out.kind == LineKind::Aufgerundet ||
                      out.kind == LineKind::Abgerundet;
  if (!failed() && rounds && (out.value->kind > ExprKind::Money || out.value->lo <= 0))
    return fail(first, "Gerundet wird auf einen festen Betrag.", "",
                "Schreiben Sie zum Beispiel „gerundet auf 1 €“ oder „gerundet auf 0,01 €“.");
  if (failed() || !is("wenn")) return;
  if (out.kind != LineKind::Zuzueglich && out.kind != LineKind::Abzueglich)
    return fail(tok(), "In dieser Zeile des Rechenwegs ist kein „wenn“ möglich.",
                "Nur „zuzüglich“, „abzüglich“ und „entfällt“ haben Bedingungen.",
                "Lagern Sie den Wert in eine Regel mit „Fälle“ aus.");
  next();
  out.when = condition();
}

ExprPtr Parser::vanishes() {
  const std::size_t start = cur_.at;
  ast::Cmp cmp{};
  if (!compare_word(cmp)) return condition();
  auto e = make(ExprKind::Compare, start);
  e->op = static_cast<int>(cmp);
  e->args.push_back(nullptr);
  e->args.push_back(expr());
  return failed() ? error() : done(std::move(e), start);
}

}  // namespace fr::syntax
