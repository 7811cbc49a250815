// Heads of declarations: word, name, type, role, and which layer replaces which.
#include <algorithm>

#include "language/parser.h"

namespace fr::syntax {

using ast::Decl;
using ast::DeclKind;

namespace {

struct KindWord {
  std::string_view word;
  DeclKind kind;
};
constexpr KindWord kKinds[] = {{"Merkmal", DeclKind::Merkmal},
                               {"Leistung", DeclKind::Leistung},
                               {"Wert", DeclKind::Wert},
                               {"Tabelle", DeclKind::Tabelle},
                               {"Regel", DeclKind::Regel},
                               {"Anspruch", DeclKind::Anspruch},
                               {"Betrag", DeclKind::Betrag},
                               {"Frist", DeclKind::Frist},
                               {"Unterlage", DeclKind::Unterlage},
                               {"Prüffall", DeclKind::Prueffall},
                               {"Rechtsstand", DeclKind::Rechtsstand}};

struct RoleWord {
  std::string_view word;
  Role role;
};
constexpr RoleWord kRoles[] = {{"Person", Role::Person},
                               {"Kind", Role::Child},
                               {"Erwachsene", Role::Adult},
                               {"Haushalt", Role::Household},
                               {"Familie", Role::Family}};

struct TypeWord {
  std::string_view word;
  Kind kind;
};
constexpr TypeWord kTypes[] = {{"ja/nein", Kind::Bool}, {"Anzahl", Kind::Count},
                               {"Zahl", Kind::Number},  {"Geld", Kind::Money},
                               {"Anteil", Kind::Share}, {"Tag", Kind::Day},
                               {"Monat", Kind::Month},  {"Dauer", Kind::Duration}};

}  // namespace

void Parser::unknown_declaration() {
  std::vector<std::string_view> known = words({"Stadt", "Land"});
  for (const auto& k : kKinds) known.push_back(k.word);
  const Token& t = tok();
  if (t.kind != Tok::Word)
    return fail(t, "Am Zeilenanfang steht " + shown(t) + " statt einer Deklaration.",
                "Jede Deklaration beginnt mit einem Wort wie „Regel“ oder „Wert“.",
                "Rücken Sie die Zeile ein oder ergänzen Sie das Wort.");
  const std::string_view close = nearest(t.text, known);
  fail(
      t, quoted(t.text) + " ist keine Deklaration.",
      "Am Zeilenanfang stehen nur Merkmal, Leistung, Wert, Tabelle, Regel, Anspruch, Betrag, "
      "Frist, Unterlage, Prüffall und "
      "Rechtsstand.",
      close.empty()
          ? "Rücken Sie die Zeile um zwei Leerzeichen ein, wenn sie zur Deklaration darüber gehört."
          : "Meinten Sie " + quoted(close) + "?");
}

void Parser::declaration(const Line& line, ast::File& out) {
  Decl decl;
  decl.pos = pos(tok());
  decl.comments = line.comments;
  decl.citation = line.citation;
  if (is("Stadt") || is("Land")) {
    decl.replaces_layer = std::string(tok().text);
    next();
    decl.replaces_place =
        need_name(decl.replaces_layer == "Stadt" ? "der Name der Stadt" : "der Name des Landes");
    need("ersetzt", decl.replaces_layer + " " + decl.replaces_place +
                        " ersetzt Regel Beitrag: Geld pro Monat je Kind");
  }
  const auto* found = std::ranges::find_if(kKinds, [&](const KindWord& k) { return is(k.word); });
  if (!failed() && found == std::end(kKinds)) unknown_declaration();
  if (!failed() && !decl.replaces_layer.empty() && found->kind != DeclKind::Regel &&
      found->kind != DeclKind::Wert && found->kind != DeclKind::Tabelle &&
      found->kind != DeclKind::Betrag && found->kind != DeclKind::Anspruch &&
      found->kind != DeclKind::Leistung)
    fail(tok(),
         std::string(decl.replaces_layer == "Stadt" ? "Eine Stadt kann " : "Ein Land kann ") +
             quoted(tok().text) + " nicht ersetzen.",
         "Ersetzbar sind Regel, Wert, Tabelle, Betrag und Anspruch, wenn sie dafür offen sind, und einzelne "
         "Zeilen einer Leistung.",
         "Schreiben Sie eine eigene Deklaration ohne „ersetzt“.");
  if (failed()) return skip_deeper(0);
  next();
  decl.kind = found->kind;
  const bool usable = head(decl, found->word) && need_end();
  if (!usable) return skip_deeper(0);
  switch (decl.kind) {
    case DeclKind::Merkmal:
    case DeclKind::Leistung:
      attributes(line, decl);
      break;
    case DeclKind::Wert:
      value_rows(line, decl);
      break;
    case DeclKind::Tabelle:
      table(line, decl);
      break;
    case DeclKind::Regel:
    case DeclKind::Anspruch:
    case DeclKind::Betrag:
      rule(line, decl);
      break;
    case DeclKind::Frist:
      deadline(line, decl);
      break;
    case DeclKind::Unterlage:
      document(line, decl);
      break;
    case DeclKind::Prueffall:
      test_case(line, decl);
      break;
    case DeclKind::Rechtsstand:
      break;
  }
  skip_deeper(0);
  out.decls.push_back(std::move(decl));
}

bool Parser::head(Decl& decl, std::string_view word) {
  const std::string start(word);
  decl.name_pos = pos(tok());
  switch (decl.kind) {
    case DeclKind::Rechtsstand:
      rechtsstand(decl);
      return !failed();
    case DeclKind::Prueffall:
      decl.name = need_string("der Titel des Prüffalls", "Prüffall \"Zwei Kinder, ein Einkommen\"");
      return !failed();
    case DeclKind::Frist:
      decl.name =
          need_string("der Titel der Frist", "Frist \"Antrag binnen sechs Monaten\" je Kind");
      return !failed() && role(decl, "Frist \"" + decl.name + "\" je Kind");
    case DeclKind::Unterlage:
      decl.name = need_string("der Name der Unterlage", "Unterlage \"Geburtsurkunde\" je Kind");
      return !failed() && (at_end() || role(decl, "Unterlage \"" + decl.name + "\" je Kind"));
    default:
      break;
  }
  decl.name = need_name("der Name");
  if (failed() || decl.kind == DeclKind::Leistung) return !failed();
  const std::string after = decl.kind == DeclKind::Anspruch  ? " je Kind"
                            : decl.kind == DeclKind::Wert    ? " Geld pro Monat"
                            : decl.kind == DeclKind::Tabelle ? " Geld pro Monat nach Altersstufe"
                                                             : " Geld pro Monat je Kind";
  std::string example = start + " " + decl.name + ":" + after;
  const auto& tokens = cur_.line->tokens;
  if (tok().kind == Tok::Word)  // only the colon is missing: show the line as it should be
    example = start + " " + decl.name + ": " +
              std::string(cur_.line->raw.substr(tok().begin, tokens.back().end - tok().begin));
  if (!need_sign(":", "Hinter dem Namen steht ein Doppelpunkt, dann die Art des Werts.", example))
    return false;
  if (decl.kind != DeclKind::Anspruch) type(decl);
  if (failed()) return false;
  if (decl.kind == DeclKind::Tabelle) {
    if (!need("nach", example)) return false;
    do decl.keys.push_back(need_name("der Name des Schlüssels"));
    while (!failed() && accept_sign(","));
  } else if (decl.kind != DeclKind::Wert) {
    const std::string so_far(cur_.line->raw.substr(0, tokens[cur_.at - 1].end));
    if (!role(decl, so_far + " je Kind")) return false;
  }
  open_for(decl);
  return !failed();
}

void Parser::type(Decl& decl) {
  decl.has_type = true;
  const Token& t = tok();
  if (accept("Auswahl")) return choice(decl);
  const auto* found = std::ranges::find_if(kTypes, [&](const TypeWord& k) { return is(k.word); });
  if (found == std::end(kTypes)) {
    std::vector<std::string_view> known = words({"Auswahl"});
    for (const auto& k : kTypes) known.push_back(k.word);
    const std::string_view close = t.kind == Tok::Word ? nearest(t.text, known) : "";
    const bool missing = is("je") || is("nach") || at_end();
    return fail(t,
                missing ? "Hier fehlt die Art des Werts." : shown(t) + " ist keine Art von Wert.",
                "Es gibt ja/nein, Anzahl, Zahl, Geld, Geld pro Monat, Geld pro Jahr, Geld pro Tag, "
                "Anteil, Tag, Monat, Dauer und Auswahl.",
                close.empty() ? "Schreiben Sie zum Beispiel „ja/nein“ oder „Geld pro Monat“."
                              : "Meinten Sie " + quoted(close) + "?");
  }
  next();
  decl.type.kind = found->kind;
  if (found->kind != Kind::Money || !accept("pro")) return;
  if (accept("Monat"))
    decl.type.per = Per::Month;
  else if (accept("Jahr"))
    decl.type.per = Per::Year;
  else if (accept("Tag"))
    decl.type.per = Per::Day;
  else
    fail(tok(), "Hinter „Geld pro“ fehlt der Zeitraum.",
         "Geld gilt einmalig (ohne „pro“) oder pro Monat, Jahr oder Tag.",
         "Schreiben Sie „Geld pro Monat“, „Geld pro Jahr“ oder „Geld pro Tag“.");
}

void Parser::choice(Decl& decl) {
  decl.type.kind = Kind::Choice;
  if (accept("aus")) {
    decl.choice_of = need_name("der Name der Auswahl");
    return;
  }
  if (!need_sign("(", "Hinter „Auswahl“ stehen die möglichen Antworten.",
                 "Auswahl (Miete, Eigentum)"))
    return;
  do decl.members.push_back(need_name("eine Antwort"));
  while (!failed() && accept_sign(","));
  need_sign(")", "Die möglichen Antworten stehen in Klammern, getrennt durch Kommas.",
            "Auswahl (Miete, Eigentum)");
}

bool Parser::role(Decl& decl, std::string_view example) {
  if (failed()) return false;
  if (!accept("je")) {
    fail(tok(),
         at_end() ? "Hier fehlt, für wen das gilt: „je …“."
                  : "Hier muss „je …“ stehen, nicht " + shown(tok()) + ".",
         "Jede Angabe gilt je Person, Kind, Erwachsene, Haushalt oder Familie.",
         "Schreiben Sie zum Beispiel: " + std::string(example));
    return false;
  }
  const auto* found = std::ranges::find_if(kRoles, [&](const RoleWord& r) { return is(r.word); });
  if (found == std::end(kRoles)) {
    std::vector<std::string_view> known;
    for (const auto& r : kRoles) known.push_back(r.word);
    const std::string_view close = tok().kind == Tok::Word ? nearest(tok().text, known) : "";
    fail(tok(), "Hinter „je“ steht " + (at_end() ? "nichts" : shown(tok())) + ".",
         "Möglich sind Person, Kind, Erwachsene, Haushalt und Familie.",
         close.empty() ? "Schreiben Sie zum Beispiel: " + std::string(example)
                       : "Meinten Sie „je " + std::string(close) + "“?");
    return false;
  }
  decl.role_word = std::string(found->word);
  decl.role = found->role;
  next();
  return true;
}

void Parser::open_for(Decl& decl) {
  if (failed() || !accept("offen")) return;
  if (!need("für", "offen für Land, Stadt")) return;
  do {
    if (!is("Land") && !is("Stadt"))
      return fail(tok(), "Hinter „offen für“ steht " + (at_end() ? "nichts" : shown(tok())) + ".",
                  "Eine Regel kann für Land oder Stadt offen sein.",
                  "Schreiben Sie „offen für Stadt“ oder „offen für Land, Stadt“.");
    decl.open_for.emplace_back(tok().text);
    next();
  } while (accept_sign(","));
}

void Parser::rechtsstand(Decl& decl) {
  const std::size_t start = cur_.at;
  auto range = make(ast::ExprKind::Between, start);
  range->args.push_back(month_literal("Rechtsstand 2024-01 bis 2026-12"));
  if (need("bis", "Rechtsstand 2024-01 bis 2026-12"))
    range->args.push_back(month_literal("Rechtsstand 2024-01 bis 2026-12"));
  if (failed()) return;
  if (range->args[1]->lo < range->args[0]->lo)
    return fail(tok(), "Der Rechtsstand endet, bevor er beginnt.", "",
                "Vertauschen Sie die beiden Monate.");
  decl.body = done(std::move(range), start);
}

}  // namespace fr::syntax
