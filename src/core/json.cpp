// Recursive descent over bytes; the depth limit bounds the recursion. See json.h.
#include "core/json.h"

#include <algorithm>

#include "base/text.h"

namespace fr::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  Reader(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::expected<Value, Trouble> document() {
    Value value;
    skip();
    if (!read(value, 0)) return std::unexpected(trouble_);
    skip();
    if (at_ < text_.size()) {
      fail("Nach dem Ende der JSON-Angaben steht noch etwas.", "", "Bitte alles nach der letzten Klammer entfernen.");
      return std::unexpected(trouble_);
    }
    return value;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return;
      ++at_;
      if (c == '\n') {
        ++line_;
        line_start_ = at_;
      }
    }
  }

  std::uint32_t column() const {
    return static_cast<std::uint32_t>(code_points(text_.substr(line_start_, at_ - line_start_)) + 1);
  }

  bool fail(std::string what, std::string why, std::string remedy) {
    trouble_ = {std::move(what),
                "Zeile " + std::to_string(line_) + ", Spalte " + std::to_string(column()),
                std::move(why), std::move(remedy)};
    return false;
  }

  bool ended_early() {
    return fail("Die JSON-Angaben enden mittendrin.", "Es fehlt mindestens eine schließende Klammer oder ein Wert.",
                "Bitte prüfen, ob die Datei vollständig ist.");
  }

  bool read(Value& value, std::uint32_t depth) {
    if (depth >= limits_.depth) {
      return fail("Die Klammern sind zu tief geschachtelt.",
                  "Erlaubt sind " + std::to_string(limits_.depth) + " Ebenen.", "");
    }
    if (++values_ > limits_.values) {
      return fail("Das sind zu viele Werte.",
                  "Erlaubt sind " + std::to_string(limits_.values) + " Werte in einer Datei.", "");
    }
    value.line = line_;
    // The column costs a scan of the line, so it is kept only where lines are of human length.
    value.column = at_ - line_start_ < 2000 ? column() : 0;
    switch (peek()) {
      case '{': return read_object(value, depth);
      case '[': return read_array(value, depth);
      case '"':
        value.form = Form::String;
        return read_string(value.text);
      case 't': return word("true", value, Form::Bool, true);
      case 'f': return word("false", value, Form::Bool, false);
      case 'n': return word("null", value, Form::Null, false);
      default: return read_number(value);
    }
  }

  bool word(std::string_view w, Value& value, Form form, bool truth) {
    if (text_.substr(at_, w.size()) != w) return no_value();
    at_ += w.size();
    value.form = form;
    value.truth = truth;
    return true;
  }

  bool no_value() {
    if (at_ >= text_.size()) return ended_early();
    return fail("Hier steht kein gültiger Wert.",
                "Erlaubt sind Text in \"…\", Zahlen, true, false, null, [ ] und { }.",
                "Text gehört in gerade Anführungszeichen; Zahlen bekommen einen Dezimalpunkt.");
  }

  bool read_number(Value& value) {
    const std::size_t start = at_;
    if (peek() == '-') ++at_;
    if (!is_digit(peek())) {
      at_ = start;
      return no_value();
    }
    if (peek() == '0') {
      ++at_;
    } else {
      while (is_digit(peek())) ++at_;
    }
    if (is_digit(peek())) {
      return fail("Eine Zahl darf nicht mit 0 beginnen.", "", "Ein Datum gehört in Anführungszeichen.");
    }
    if (peek() == '.' && !digits_after()) return false;
    if (peek() == 'e' || peek() == 'E') {
      return fail("Zahlen mit Exponent werden nicht angenommen.",
                  "Beträge werden als genaue Dezimalzahl gelesen.", "Bitte die Zahl ausschreiben, zum Beispiel 1500.");
    }
    if (at_ - start > 40) return fail("Diese Zahl ist zu lang.", "Erlaubt sind 40 Zeichen.", "");
    value.form = Form::Number;
    value.text = text_.substr(start, at_ - start);
    return true;
  }

  bool digits_after() {
    ++at_;
    if (!is_digit(peek())) {
      return fail("Nach dem Dezimalpunkt fehlt eine Ziffer.", "", "");
    }
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool read_string(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20) {
        ++at_;
      }
      out.append(text_.substr(start, at_ - start));
      if (at_ >= text_.size()) break;
      if (text_[at_] == '"') {
        ++at_;
        return true;
      }
      if (text_[at_] != '\\') {
        return fail("In einem Text steht ein Steuerzeichen.", "Zeilenumbrüche schreibt man in JSON als \\n.",
                    "Fehlt vielleicht das schließende Anführungszeichen?");
      }
      if (!read_escape(out)) return false;
    }
    return ended_early();
  }

  bool read_escape(std::string& out) {
    ++at_;
    const char c = peek();
    switch (c) {
      case '"': case '\\': case '/': out += c; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': return read_unicode(out);
      default:
        return fail("Diese Zeichenfolge nach \\ gibt es in JSON nicht.", "", "Ein Rückstrich selbst schreibt sich \\\\.");
    }
    ++at_;
    return true;
  }

  bool hex4(std::uint32_t* code) {
    *code = 0;
    if (text_.size() - at_ < 5) return ended_early();
    for (int i = 1; i <= 4; ++i) {
      const char c = text_[at_ + i];
      std::uint32_t digit;
      if (is_digit(c)) digit = c - '0';
      else if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
      else if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
      else return fail("Nach \\u müssen vier Hexadezimalziffern stehen.", "", "");
      *code = *code * 16 + digit;
    }
    at_ += 5;
    return true;
  }

  bool read_unicode(std::string& out) {
    std::uint32_t code, low;
    if (!hex4(&code)) return false;
    if (code >= 0xD800 && code < 0xDC00 && peek() == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == 'u') {
      ++at_;
      if (!hex4(&low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return lone_surrogate();
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code >= 0xD800 && code < 0xE000) return lone_surrogate();
    if (code == 0) return fail("Das Nullzeichen \\u0000 ist nicht erlaubt.", "", "");
    append_utf8(out, code);
    return true;
  }

  bool lone_surrogate() { return fail("Diese \\u-Folge ist kein gültiges Zeichen.", "", ""); }

  static void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0 | (code >> 6));
      put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      put(0xE0 | (code >> 12));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    } else {
      put(0xF0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3F));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    }
  }

  // After an element: ',' continues, `close` ends. Anything else is an error.
  bool next(char close, bool* more) {
    skip();
    if (peek() == ',') {
      ++at_;
      skip();
      if (peek() == close) return fail("Vor der schließenden Klammer steht ein Komma zu viel.", "", "");
      *more = true;
      return true;
    }
    *more = false;
    if (at_ >= text_.size()) return ended_early();
    if (peek() != close) {
      return fail(std::string("Hier fehlt ein Komma oder „") + close + "“.", "", "");
    }
    ++at_;
    return true;
  }

  bool read_array(Value& value, std::uint32_t depth) {
    value.form = Form::Array;
    ++at_;
    skip();
    if (peek() == ']') return ++at_, true;
    for (bool more = true; more;) {
      skip();
      value.items.emplace_back();
      if (!read(value.items.back(), depth + 1) || !next(']', &more)) return false;
    }
    return true;
  }

  bool read_object(Value& value, std::uint32_t depth) {
    value.form = Form::Object;
    ++at_;
    skip();
    if (peek() == '}') return ++at_, true;
    for (bool more = true; more;) {
      skip();
      if (at_ >= text_.size()) return ended_early();
      if (peek() != '"') {
        return fail("Hier wird ein Name in Anführungszeichen erwartet.", "In { } steht immer \"Name\": Wert.", "");
      }
      value.members.emplace_back();
      Member& member = value.members.back();
      if (!read_string(member.key)) return false;
      skip();
      if (at_ >= text_.size()) return ended_early();
      if (peek() != ':') return fail("Nach dem Namen fehlt ein Doppelpunkt.", "", "");
      ++at_;
      skip();
      if (!read(member.value, depth + 1) || !next('}', &more)) return false;
    }
    return unique_keys(value);
  }

  bool unique_keys(const Value& value) {
    std::vector<const Member*> sorted;
    sorted.reserve(value.members.size());
    for (const Member& m : value.members) sorted.push_back(&m);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Member* a, const Member* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (sorted[i - 1]->key != sorted[i]->key) continue;
      fail("Der Name „" + sorted[i]->key + "“ steht zweimal in derselben Klammer.",
           "Welche der beiden Angaben gelten soll, ist nicht zu erkennen.", "Bitte eine von beiden entfernen.");
      trouble_.where = "Zeile " + std::to_string(sorted[i]->value.line) + ", Spalte " +
                       std::to_string(sorted[i]->value.column);
      return false;
    }
    return true;
  }

  std::string_view text_;
  Limits limits_;
  std::size_t at_ = 0, line_start_ = 0;
  std::uint32_t line_ = 1, values_ = 0;
  Trouble trouble_;
};

Trouble not_utf8(std::string_view text, std::size_t at) {
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const bool nul = text[at] == '\0';
  return {nul ? "Die Datei enthält ein Nullzeichen." : "Die Datei ist kein gültiger UTF-8-Text.",
          "Zeile " + std::to_string(line) + ", Byte " + std::to_string(at),
          "Vielleicht ist es keine Textdatei, oder sie wurde in einer anderen Kodierung gespeichert.",
          "Bitte als UTF-8 speichern."};
}

}  // namespace

std::expected<Value, Trouble> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    return std::unexpected(Trouble{"Die JSON-Angaben sind zu groß.", "",
                                   "Erlaubt sind " + std::to_string(limits.bytes / 1024) + " KB.", ""});
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const std::size_t bad = invalid_utf8_at(text); bad != std::string_view::npos) {
    return std::unexpected(not_utf8(text, bad));
  }
  return Reader(text, limits).document();
}

const Value* Value::find(std::string_view key) const {
  for (const Member& m : members) {
    if (m.key == key) return &m.value;
  }
  return nullptr;
}

std::string_view Value::str(std::string_view key) const {
  const Value* v = find(key);
  return v ? std::string_view(v->text) : std::string_view();
}

bool Value::flag(std::string_view key) const {
  const Value* v = find(key);
  return v && v->truth;
}

const std::vector<Value>& Value::list(std::string_view key) const {
  static const std::vector<Value> none;
  const Value* v = find(key);
  return v ? v->items : none;
}

const char* form_name(Form form) {
  switch (form) {
    case Form::Null: return "nichts (null)";
    case Form::Bool: return "ja/nein (true oder false)";
    case Form::Number: return "eine Zahl";
    case Form::String: return "ein Text";
    case Form::Array: return "eine Liste [ ]";
    case Form::Object: return "eine Klammer { }";
  }
  return "";
}

void put(Writer& w, const Value& v) {
  switch (v.form) {
    case Form::Object:
      w.open('{');
      for (const Member& m : v.members) put(w.key(m.key), m.value);
      w.close('}');
      break;
    case Form::Array:
      w.open('[');
      for (const Value& item : v.items) put(w, item);
      w.close(']');
      break;
    case Form::String: w.string(v.text); break;
    case Form::Number: w.raw(v.text); break;
    case Form::Bool: w.boolean(v.truth); break;
    case Form::Null: w.raw("null"); break;
  }
}

}  // namespace fr::json
