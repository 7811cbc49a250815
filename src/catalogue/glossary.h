// Words that stand in letters from offices, explained. katalog/glossar/<language>.json: the German word, because that is
// what the letter says, and two short sentences in the reader's language:
//   {"Bescheid": "…", "zu versteuerndes Einkommen": "…"}
// German is the list; every other language explains the same words. Plain data afterwards.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fr {

struct TextError;

struct Glossary {
  std::vector<std::string> words;  // in the order of the German file
  std::map<std::string, std::map<std::string, std::string>, std::less<>> texts;  // language -> word -> explanation
  // Empty: nobody has explained it in this language.
  std::string_view explained(const std::string& word, std::string_view language) const;
};

Glossary read_glossary(const std::filesystem::path& folder, std::vector<TextError>* errors);
// The words that a language lacks, or explains though they are not in the German list. German, one line each.
std::vector<std::string> glossary_findings(const Glossary& glossary);

// Links the first time that each word stands in a text to its entry, in its usual forms (plural, genitive, endings of
// adjectives), never in headings, links or code, and not where it is part of a longer word. A word with something in
// brackets ("Umgang (mit dem Kind)") means too many things to be linked. Made once; may be shared between threads.
class GlossaryLinks {
 public:
  explicit GlossaryLinks(const Glossary& glossary);
  // `html` as markdown_to_html makes it. `page`: where the entries are, "/en/glossar", each under the slug of its word. `title`: words in it are the text's
  // own subject and stay as they are. `lang`: for the German word in a text of another language; empty: none.
  std::string in(std::string_view html, std::string_view page, std::string_view title, std::string_view lang) const;

 private:
  struct Form {
    std::vector<std::string> more;  // further words that have to follow
    std::size_t entry;
  };
  std::size_t entry_at(std::string_view text, std::size_t begin, std::size_t* end) const;

  std::vector<std::string> anchors_;
  std::map<std::string, std::vector<Form>, std::less<>> forms_;  // by their first word
};

}  // namespace fr
