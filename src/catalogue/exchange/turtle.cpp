#include "catalogue/exchange/turtle.h"

#include "core/json.h"

namespace fr {
namespace {

// A string of Turtle is quoted as one of JSON.
void put_quoted(std::string& out, std::string_view text) { out += json::quote(text); }

// What may not stand in an IRI is percent-encoded.
void put_iri(std::string& out, std::string_view iri) {
  constexpr std::string_view kForbidden = "<>\"{}|^`\\";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += '<';
  for (const char c : iri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7f && kForbidden.find(c) == std::string_view::npos) out += c;
    else ((out += '%') += kHex[byte >> 4]) += kHex[byte & 15];
  }
  out += '>';
}

}  // namespace

Turtle::Turtle(std::initializer_list<std::pair<const char*, const char*>> prefixes) {
  for (const auto& [name, iri] : prefixes) out_.append("@prefix ").append(name).append(": <").append(iri).append("> .\n");
}

Turtle& Turtle::subject(std::string_view iri, std::initializer_list<const char*> types) {
  out_ += open_ ? " .\n\n" : "\n";
  open_ = true;
  put_iri(out_, iri);
  const char* before = " a ";
  for (const char* type : types) {
    out_.append(before).append(type);
    before = ", ";
  }
  return *this;
}

Turtle& Turtle::predicate(const char* name) {
  out_.append(" ;\n  ").append(name).append(" ");
  return *this;
}

Turtle& Turtle::link(const char* name, std::string_view iri) {
  predicate(name);
  put_iri(out_, iri);
  return *this;
}

Turtle& Turtle::text(const char* name, std::string_view text, std::string_view language) {
  predicate(name);
  put_quoted(out_, text);
  if (!language.empty()) out_.append("@").append(language);
  return *this;
}

Turtle& Turtle::typed(const char* name, std::string_view text, const char* type) {
  predicate(name);
  put_quoted(out_, text);
  out_.append("^^").append(type);
  return *this;
}

std::string Turtle::take() {
  if (open_) out_ += " .\n";
  open_ = false;
  return std::move(out_);
}

}  // namespace fr
