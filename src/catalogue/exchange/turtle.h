// Writes RDF as Turtle: a subject, then its statements. Everything is escaped here; the caller never writes syntax.
//
//   t.subject(iri, {"cpsv:PublicService"}).text("dct:title", "Spielgeld", "de").link("dct:spatial", place);
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace fr {

class Turtle {
 public:
  // Prefixes are literals of this program: {"dct", "http://purl.org/dc/terms/"}.
  explicit Turtle(std::initializer_list<std::pair<const char*, const char*>> prefixes);

  Turtle& subject(std::string_view iri, std::initializer_list<const char*> types);
  Turtle& link(const char* predicate, std::string_view iri);
  Turtle& text(const char* predicate, std::string_view text, std::string_view language = "");
  Turtle& typed(const char* predicate, std::string_view text, const char* type);
  std::string take();

 private:
  Turtle& predicate(const char* name);
  std::string out_;
  bool open_ = false;  // a subject's statements are not closed yet
};

}  // namespace fr
