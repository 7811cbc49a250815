#include "catalogue/translations.h"

#include <algorithm>
#include <map>
#include <set>

#include "catalogue/load.h"

namespace fr {
namespace {

constexpr std::string_view kName = "{Name}";
bool names(std::string_view text) { return text.find(kName) != std::string_view::npos; }

class Comparison {
 public:
  Comparison(const std::string& file, std::vector<std::string>* out) : file_(file), out_(out) {}

  // `own` holds exactly the keys of `wanted` (key -> German text), and perhaps `others` that somebody else compares.
  void compare(const json::Value* own, const std::map<std::string, std::string>& wanted, const std::string& what,
               std::initializer_list<std::string_view> others = {"choices"}) {
    missing(own, wanted, what);
    if (!own) return;
    for (const json::Member& member : own->members)
      if (!wanted.contains(member.key) && std::find(others.begin(), others.end(), member.key) == others.end()) note(what + ": „" + member.key + "“ gibt es im Deutschen nicht.");
  }

  void missing(const json::Value* own, const std::map<std::string, std::string>& wanted, const std::string& what) {
    for (const auto& [key, german] : wanted) {
      const json::Value* text = own ? own->find(key) : nullptr;
      if (!text || !text->is(json::Form::String) || text->text.empty()) note(what + ": Es fehlt „" + key + "“ (" + german + ").");
      else if (names(text->text) != names(german)) note(what + ": In „" + key + "“ steht {Name} anders als im Deutschen.");
    }
  }

  // Members of `own` that nobody knows.
  void unknown(const json::Value* own, const std::vector<std::string>& known, const std::string& what) {
    if (!own) return;
    for (const json::Member& member : own->members)
      if (std::find(known.begin(), known.end(), member.key) == known.end()) note(what + " „" + member.key + "“ gibt es nicht (mehr).");
  }

 private:
  void note(std::string text) { out_->push_back(file_ + ": " + std::move(text)); }
  const std::string& file_;
  std::vector<std::string>* out_;
};

void put(std::map<std::string, std::string>* texts, const char* key, const std::string& german) {
  if (!german.empty()) (*texts)[key] = german;
}

void compare_fact(Comparison& c, const Rulebook& book, const Fact& fact, const json::Value* own) {
  const std::string what = "Merkmal „" + fact.name + "“";
  std::map<std::string, std::string> wanted;
  put(&wanted, "question", fact.question);
  put(&wanted, "help", fact.help);
  put(&wanted, "brief", fact.brief);
  c.compare(own, wanted, what);
  if (fact.type.kind != Kind::Choice || fact.type.choice < 0) return;
  const Choice& choice = book.choices[static_cast<std::size_t>(fact.type.choice)];
  std::map<std::string, std::string> answers;
  for (std::size_t i = 0; i < choice.members.size(); ++i)
    if (i < choice.labels.size()) put(&answers, choice.members[i].c_str(), choice.labels[i]);
  c.compare(own ? own->find("choices") : nullptr, answers, what + ", Antworten");
}

// The rules that a claim names in its conditions: what a family reads as a reason.
void collect_reasons(const Program& program, std::uint32_t node, std::set<std::string>* out) {
  const Explain& e = program.explain[node];
  if (e.kind == ExplainKind::Rule && e.ref != kNone) {
    out->insert(program.rules[e.ref].name);
    return;
  }
  for (const std::uint32_t child : e.children) collect_reasons(program, child, out);
}

std::set<std::string> reason_rules(const Rulebook& book) {
  std::set<std::string> out;
  for (const Program& program : book.programs)
    for (const Target& t : program.targets)
      if (const std::uint32_t root = program.rules[t.claim].root; root != kNone) collect_reasons(program, root, &out);
  for (const Service& s : book.services) out.erase(s.name);  // those have a title
  return out;
}

std::vector<std::string> all_rules(const Rulebook& book) {
  std::set<std::string> out;
  for (const Program& program : book.programs)
    for (const Rule& rule : program.rules) out.insert(rule.name);
  return {out.begin(), out.end()};
}

// What a service says in German: key -> text, and the same for each deadline and document.
struct German {
  std::map<std::string, std::string> plain;
  std::map<std::string, std::map<std::string, std::string>> deadlines, documents;
};

std::vector<German> german_of(const Rulebook& book) {
  std::vector<German> out(book.services.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Service& s = book.services[i];
    put(&out[i].plain, "title", s.title);
    put(&out[i].plain, "brief", s.brief);
    put(&out[i].plain, "next", s.next_step);
    put(&out[i].plain, "cost", s.cost);
  }
  for (const Program& program : book.programs) {
    for (const DeadlineRule& d : program.deadlines) {
      auto& own = out[d.service].deadlines[d.text];
      put(&own, "text", d.text);
      put(&own, "missed", d.missed);
    }
    for (const DocumentRule& d : program.documents) {
      auto& own = out[d.service].documents[d.text];
      put(&own, "text", d.text);
      put(&own, "where", d.where);
    }
  }
  return out;
}

void compare_group(Comparison& c, const json::Value* own, const std::map<std::string, std::map<std::string, std::string>>& wanted,
                   const std::string& what) {
  std::vector<std::string> known;
  for (const auto& [german, texts] : wanted) {
    known.push_back(german);
    c.compare(own ? own->find(german) : nullptr, texts, what + " „" + german + "“");
  }
  c.unknown(own, known, what);
}

// Words that families use in their language: nobody owes them, but each says something.
void check_keywords(const json::Value& own, const std::string& what, std::vector<std::string>* out) {
  const json::Value* keywords = own.find("keywords");
  if (!keywords) return;
  const bool sound = keywords->is(json::Form::Array) && std::all_of(keywords->items.begin(), keywords->items.end(), [](const json::Value& k) {
    return k.is(json::Form::String) && !k.text.empty();
  });
  if (!sound) out->push_back(what + ": „keywords“ ist keine Liste von Wörtern.");
}

const json::Value* words_in(const Texts& texts, const std::string& service, std::string_view language) {
  const auto found = texts.words.find(service);
  if (found == texts.words.end()) return nullptr;
  const auto own = found->second.find(std::string(language));
  return own == found->second.end() ? nullptr : &own->second;
}

}  // namespace

std::vector<std::string> fact_findings(const Rulebook& book, const json::Value& texts, const std::string& file) {
  std::vector<std::string> out;
  Comparison c(file, &out);
  const json::Value* facts = texts.find("facts");
  std::vector<std::string> known;
  for (const Fact& fact : book.facts) {
    known.push_back(fact.name);
    compare_fact(c, book, fact, facts ? facts->find(fact.name) : nullptr);
  }
  c.unknown(facts, known, "Das Merkmal");
  std::map<std::string, std::string> rules;
  for (const std::string& name : reason_rules(book)) rules[name] = name;
  // A rule of federation or state may be a reason in one city only.
  c.missing(texts.find("rules"), rules, "Regeln");
  c.unknown(texts.find("rules"), all_rules(book), "Die Regel");
  return out;
}

std::vector<std::string> word_findings(const Rulebook& book, const Texts& texts) {
  std::vector<std::string> out, ids, languages(std::begin(kTranslated), std::end(kTranslated));
  const std::vector<German> german = german_of(book);
  for (std::size_t i = 0; i < german.size(); ++i) {
    const Service& s = book.services[i];
    ids.push_back(s.id);
    const std::string file = "Worte der Leistung „" + s.title + "“";
    Comparison c(file, &out);
    for (const std::string& language : languages) {
      const json::Value* own = words_in(texts, s.id, language);
      c.compare(own, german[i].plain, language, {"deadlines", "documents", "keywords"});
      if (own) check_keywords(*own, file + ": " + language, &out);
      compare_group(c, own ? own->find("deadlines") : nullptr, german[i].deadlines, language + ", Frist");
      compare_group(c, own ? own->find("documents") : nullptr, german[i].documents, language + ", Unterlage");
    }
  }
  for (const auto& [service, own] : texts.words) {
    if (std::find(ids.begin(), ids.end(), service) == ids.end()) out.push_back("Worte: Die Leistung „" + service + "“ gibt es nicht (mehr).");
    for (const auto& [language, value] : own)
      if (std::find(languages.begin(), languages.end(), language) == languages.end())
        out.push_back("Worte der Leistung „" + service + "“: Die Sprache „" + language + "“ kennt das Portal nicht.");
  }
  return out;
}

std::expected<json::Value, Trouble> read_vocabulary(const std::filesystem::path& catalogue, const std::string& city, std::string_view language) {
  const std::string name = "begriffe/" + std::string(language) + ".json";
  const auto read = [&](const std::filesystem::path& path) {
    const auto text = read_file(path, kMaxRuleBytes);
    return text ? json::parse(*text) : std::expected<json::Value, Trouble>(std::unexpected(text.error()));
  };
  auto general = read(catalogue / name);
  std::error_code error;
  if (!general || !std::filesystem::exists(catalogue / city / name, error)) return general;
  const auto own = read(catalogue / city / name);
  if (!own) return own;
  const json::Value* more = own->find("rules");
  for (json::Member& member : general->members)
    if (more && member.key == "rules") member.value.members.insert(member.value.members.end(), more->members.begin(), more->members.end());
  return general;
}

std::vector<std::string> translation_findings(const Rulebook& book, const Texts& texts, const std::filesystem::path& catalogue, const std::string& city) {
  std::vector<std::string> out;
  for (const std::string_view language : kTranslated) {
    const std::string name = "katalog/begriffe/" + std::string(language) + ".json";
    const auto value = read_vocabulary(catalogue, city, language);
    if (!value) {
      out.push_back(name + ": " + value.error().what + " " + value.error().why);
      continue;
    }
    const auto more = fact_findings(book, *value, name + " und katalog/" + city + "/begriffe/");
    out.insert(out.end(), more.begin(), more.end());
  }
  for (const auto& more : {word_findings(book, texts), glossary_findings(texts.glossary)}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::vector<std::string> replaced_findings(const std::vector<Replaced>& replaced, const Texts& texts) {
  std::vector<std::string> out;
  for (const Replaced& r : replaced) {
    const std::string word = r.key == "Kosten" ? "cost" : r.key == "Nächster-Schritt" ? "next" : "";
    if (word.empty()) continue;
    for (const std::string_view language : kTranslated)
      if (!texts.said_here.contains({r.service, std::string(language), word}))
        out.push_back("Worte der Leistung „" + r.service + "“: " + std::string(language) + ": „" + word + "“ gilt hier anders als anderswo („" + r.key +
                      "“ ist ersetzt) und fehlt in der worte.json dieses Ordners.");
  }
  return out;
}

std::string_view service_word(const Texts& texts, const std::string& service, std::string_view language, std::string_view key) {
  const json::Value* own = words_in(texts, service, language);
  return own ? own->str(key) : std::string_view();
}

std::string_view service_word(const Texts& texts, const std::string& service, std::string_view language, std::string_view group,
                              std::string_view german, std::string_view key) {
  const json::Value* own = words_in(texts, service, language);
  const json::Value* all = own ? own->find(group) : nullptr;
  const json::Value* one = all ? all->find(german) : nullptr;
  return one ? one->str(key) : std::string_view();
}

std::vector<std::string_view> service_keywords(const Texts& texts, const std::string& service, std::string_view language) {
  const json::Value* own = words_in(texts, service, language);
  std::vector<std::string_view> out;
  if (own)
    for (const json::Value& keyword : own->list("keywords")) out.push_back(keyword.text);
  return out;
}

std::string browser_texts(const json::Value& vocabulary, const Texts& texts, std::string_view language) {
  json::Writer w;
  w.open('{');
  for (const char* group : {"facts", "rules"})
    if (const json::Value* own = vocabulary.find(group)) json::put(w.key(group), *own);
  w.key("services").open('{');
  for (const auto& [service, languages] : texts.words)
    if (const json::Value* own = words_in(texts, service, language)) json::put(w.key(service), *own);
  return w.close('}').close('}').take();
}

}  // namespace fr
