#include "portal/words.h"

#include <array>

namespace fr {
namespace {

constexpr std::array<Words, 3> kLanguages{{
    {.language = "de", .lang = "de", .prefix = "", .own_name = "Deutsch",
     .skip = "Zum Inhalt springen", .family = "Unsere Familie", .topics = "Themen", .home = "Start",
     .for_whom = "Für wen?", .amount = "Auf einen Blick", .steps = "So geht es",
     .documents = "Das brauchen Sie", .documents_hint = "Manches davon brauchen nicht alle.",
     .deadlines = "Bis wann?", .missed = "Wenn Sie das versäumen:", .responsible = "Wer ist zuständig?",
     .limits = "Was diese Auskunft nicht berücksichtigt", .law = "Gesetz", .as_of = "Stand",
     .sources = "Quellen", .sometimes = "nur in manchen Fällen", .where_from = "Woher:",
     .other_languages = "Diese Seite in anderen Sprachen",
     .unreviewed = "", .draw = "Zeichnen Sie Ihre Familie: Dann sehen Sie, ob das für Sie passt.",
     .part_of = "Gehört zu:", .includes = "Dazu gehören:", .address = "Adresse", .phone = "Telefon",
     .email = "E-Mail", .web = "Internet", .hours = "Öffnungszeiten",
     .accessibility = "Barrierefreiheit", .spoken = "Sprachen", .source = "Quelle",
     .not_known = "Dazu haben wir keine gesicherte Angabe.", .services_here = "Dafür ist diese Stelle zuständig",
     .next_step = "Nächster Schritt", .german_only = ""},
    {.language = "leicht", .lang = "de-simple", .prefix = "/leicht", .own_name = "Leichte Sprache",
     .skip = "Zum Text", .family = "Unsere Familie", .topics = "Themen", .home = "Anfang",
     .for_whom = "Für wen ist das?", .amount = "Das Wichtigste", .steps = "So geht es",
     .documents = "Das brauchen Sie", .documents_hint = "Manche Sachen brauchen nur manche Menschen.",
     .deadlines = "Bis wann?", .missed = "Sind Sie zu spät? Dann gilt:", .responsible = "Wer hilft Ihnen?",
     .limits = "Das wissen wir nicht", .law = "Gesetz", .as_of = "Der Text ist von diesem Tag",
     .sources = "Daher wissen wir das", .sometimes = "nur manchmal", .where_from = "Woher?",
     .other_languages = "Andere Sprachen",
     .unreviewed = "Dieser Text soll Leichte Sprache sein. Eine Prüf-Gruppe hat den Text noch nicht gelesen.",
     .draw = "Malen Sie Ihre Familie. Dann sehen Sie: Passt das für mich?", .part_of = "Das gehört zu:",
     .includes = "Dazu gehört:", .address = "Adresse", .phone = "Telefon", .email = "E-Mail",
     .web = "Internet", .hours = "Dann ist offen", .accessibility = "Ohne Hindernisse",
     .spoken = "Sprachen", .source = "Daher wissen wir das", .not_known = "Das wissen wir nicht.",
     .services_here = "Hier bekommen Sie Hilfe bei", .next_step = "Das machen Sie jetzt",
     .german_only = "Diese Teile sind in schwerer Sprache."},
    {.language = "en", .lang = "en", .prefix = "/en", .own_name = "English",
     .skip = "Skip to content", .family = "Our family", .topics = "Topics", .home = "Home",
     .for_whom = "Who is it for?", .amount = "At a glance", .steps = "How it works",
     .documents = "What you need", .documents_hint = "Not everybody needs all of it.",
     .deadlines = "By when?", .missed = "If you miss this:", .responsible = "Who is responsible?",
     .limits = "What this information leaves out", .law = "Law", .as_of = "As of",
     .sources = "Sources", .sometimes = "only in some cases", .where_from = "Where from:",
     .other_languages = "This page in other languages",
     .unreviewed = "No native speaker has reviewed this translation yet. The German text is the one that counts.",
     .draw = "Draw your family: then you see whether this fits you.", .part_of = "Part of:",
     .includes = "It includes:", .address = "Address", .phone = "Phone", .email = "E-mail",
     .web = "Website", .hours = "Opening hours", .accessibility = "Accessibility",
     .spoken = "Languages", .source = "Source", .not_known = "We have no verified information on this.",
     .services_here = "This office is responsible for", .next_step = "Next step",
     .german_only = "The following parts are in German only, as in the letters you will get."},
}};

bool english(const Words& w) { return w.language == "en"; }

}  // namespace

std::span<const Words> languages() { return kLanguages; }
const Words& german() { return kLanguages[0]; }

std::string_view effect_word(Effect effect, const Words& w) {
  switch (effect) {
    case Effect::Payment: return english(w) ? "Money" : "Geld";
    case Effect::Saving: return english(w) ? "You pay less" : "Sie zahlen weniger";
    case Effect::Cost: return english(w) ? "Costs" : "Kosten";
    case Effect::Help: return english(w) ? "Help" : "Hilfe";
    case Effect::Duty: return english(w) ? "Duty" : "Pflicht";
  }
  return "";
}

std::string_view level_word(Level level, const Words& w) {
  switch (level) {
    case Level::Federal: return english(w) ? "everywhere in Germany" : "überall in Deutschland";
    case Level::State: return english(w) ? "in North Rhine-Westphalia" : "in Nordrhein-Westfalen";
    case Level::City: return english(w) ? "in Hamm" : "in Hamm";
  }
  return "";
}

std::string_view per_word(Per per, const Words& w) {
  switch (per) {
    case Per::None: return english(w) ? "once" : "einmalig";
    case Per::Day: return english(w) ? "per day" : "am Tag";
    case Per::Month: return english(w) ? "per month" : "im Monat";
    case Per::Year: return english(w) ? "per year" : "im Jahr";
  }
  return "";
}

}  // namespace fr
