#include "catalogue/translations.h"

#include <algorithm>
#include <map>

#include "catalogue/load.h"

namespace fr {
namespace {

constexpr std::string_view kName = "{Name}";
bool names(std::string_view text) { return text.find(kName) != std::string_view::npos; }

class Comparison {
 public:
  Comparison(const std::string& file, std::vector<std::string>* out) : file_(file), out_(out) {}

  // `own` holds exactly the keys of `wanted` (key -> German text).
  void compare(const json::Value* own, const std::map<std::string, std::string>& wanted, const std::string& what) {
    for (const auto& [key, german] : wanted) {
      const json::Value* text = own ? own->find(key) : nullptr;
      if (!text || !text->is(json::Form::String) || text->text.empty()) note(what + ": Es fehlt „" + key + "“ (" + german + ").");
      else if (names(text->text) != names(german)) note(what + ": In „" + key + "“ steht {Name} anders als im Deutschen.");
    }
    if (!own) return;
    for (const json::Member& member : own->members)
      if (member.key != "choices" && !wanted.contains(member.key)) note(what + ": „" + member.key + "“ gibt es im Deutschen nicht.");
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

}  // namespace

std::vector<std::string> translation_findings(const Rulebook& book, const json::Value& texts, const std::string& file) {
  std::vector<std::string> out;
  Comparison c(file, &out);
  const json::Value *facts = texts.find("facts"), *services = texts.find("services");
  std::vector<std::string> known;
  for (const Fact& fact : book.facts) {
    known.push_back(fact.name);
    compare_fact(c, book, fact, facts ? facts->find(fact.name) : nullptr);
  }
  c.unknown(facts, known, "Das Merkmal");
  known.clear();
  for (const Service& s : book.services) {
    known.push_back(s.id);
    c.compare(services ? services->find(s.id) : nullptr, {{"title", s.title}, {"brief", s.brief}}, "Leistung „" + s.title + "“");
  }
  c.unknown(services, known, "Die Leistung");
  return out;
}

std::vector<std::string> translation_findings(const Rulebook& book, const std::filesystem::path& catalogue) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(catalogue / "begriffe", error))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> out;
  for (const auto& file : files) {
    const std::string name = "katalog/begriffe/" + file.filename().string();
    const auto text = read_file(file, kMaxRuleBytes);
    const auto value = text ? json::parse(*text) : std::expected<json::Value, Trouble>(std::unexpected(text.error()));
    if (!value) {
      out.push_back(name + ": " + value.error().what + " " + value.error().why);
      continue;
    }
    const auto more = translation_findings(book, *value, name);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

}  // namespace fr
