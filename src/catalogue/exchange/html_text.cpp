#include "catalogue/exchange/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/text.h"

namespace fr {
namespace {

struct Freed {
  void operator()(xmlDoc* d) const { xmlFreeDoc(d); }
};

std::string_view str(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }
bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

std::string trimmed(std::string_view s) {
  const std::size_t first = s.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1));
}

std::string attribute(const xmlNode* n, const char* name) {
  for (const xmlAttr* a = n->properties; a; a = a->next)
    if (str(a->name) == name && a->children) return std::string(str(a->children->content));
  return {};
}

bool is(const xmlNode* n, std::string_view name) { return n->type == XML_ELEMENT_NODE && str(n->name) == name; }

bool safe(std::string_view url) {
  for (const std::string_view start : {"https://", "http://", "mailto:", "tel:"})
    if (url.starts_with(start)) return url.find_first_of(" \t\r\n<>()") == std::string_view::npos;
  return url.starts_with("/") && !url.starts_with("//") && url.find_first_of(" \t\r\n<>()") == std::string_view::npos;
}

// Characters that Markdown would take for its own, in text that means them.
std::string escaped(std::string_view s, bool in_table) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i], before = i == 0 ? ' ' : s[i - 1], after = i + 1 < s.size() ? s[i + 1] : ' ';
    const bool always = c == '\\' || c == '*' || c == '`' || c == '[' || c == ']' || c == '<' || (c == '|' && in_table);
    const bool entity = c == '&' && (word(after) || after == '#');
    if (always || entity || (c == '_' && !(word(before) && word(after)))) out += '\\';
    out += c;
  }
  return out;
}

// The same for what only counts where a line begins: "- ", "1. ", "# ", "> ", "+ ", "===".
std::string line_starts(const std::string& s) {
  std::string out;
  bool fresh = true;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (fresh && (c == '-' || c == '+' || c == '#' || c == '>' || c == '=' || c == '~')) out += '\\';
    if (fresh && digit(c)) {
      std::size_t end = i;
      while (end < s.size() && digit(s[end])) ++end;
      if (end < s.size() && (s[end] == '.' || s[end] == ')') && (end + 1 == s.size() || s[end + 1] == ' ' || s[end + 1] == '\n')) {
        out.append(s, i, end - i).append("\\");
        i = end - 1;
        fresh = false;
        continue;
      }
    }
    out += c;
    fresh = c == '\n';
  }
  return out;
}

std::string indented(const std::string& text, std::size_t by) {
  const std::string blanks(by, ' ');
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '\n') out += blanks;
  }
  return out;
}

class Converter {
 public:
  // Blocks with a blank line between.
  std::string blocks(const xmlNode* parent) {
    std::vector<std::string> out;
    std::string running;  // inline content between blocks
    const auto flush = [&] {
      if (const std::string text = trimmed(running); !text.empty()) out.push_back(line_starts(text));
      running.clear();
    };
    for (const xmlNode* n = parent->children; n; n = n->next) {
      if (!block(n)) {
        running += inline_of(n);
        continue;
      }
      flush();
      if (std::string text = block_of(n); !blank(text)) out.push_back(std::move(text));
    }
    flush();
    std::string all;
    for (const std::string& b : out) all += (all.empty() ? "" : "\n\n") + b;
    return all;
  }

 private:
  static bool block(const xmlNode* n) {
    if (n->type != XML_ELEMENT_NODE) return false;
    for (const char* name : {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "hr", "pre", "div", "section", "article", "dl", "dt", "dd"})
      if (is(n, name)) return true;
    return false;
  }

  std::string block_of(const xmlNode* n) {
    const std::string_view name = str(n->name);
    if (name.size() == 2 && name[0] == 'h' && digit(name[1]))
      return std::string(static_cast<std::size_t>(name[1] - '0'), '#') + " " + replace_all(trimmed(inlines(n)), "\n", " ");
    if (name == "ul" || name == "ol") return list(n, name == "ol");
    if (name == "table") return table(n);
    if (name == "hr") return "---";
    if (name == "blockquote") return "> " + replace_all(replace_all(blocks(n), "\n", "\n> "), "\n> \n", "\n>\n");
    if (name == "pre") return "    " + indented(trimmed(plain(n)), 4);
    if (name == "p" || name == "dt") return line_starts(trimmed(inlines(n)));
    return blocks(n);
  }

  static bool holds_paragraph(const xmlNode* item) {
    for (const xmlNode* c = item->children; c; c = c->next)
      if (is(c, "p")) return true;
    return false;
  }

  std::string list(const xmlNode* list, bool numbered) {
    std::string out;
    const std::string start = attribute(list, "start");
    long number = start.empty() ? 1 : std::clamp(std::strtol(start.c_str(), nullptr, 10), 0L, 99'999'999L);
    for (const xmlNode* n = list->children; n; n = n->next) {
      if (!is(n, "li")) continue;
      const std::string mark = numbered ? std::to_string(number++) + ". " : "- ";
      const bool loose = holds_paragraph(n);
      std::string text = blocks(n);
      if (!loose) text = replace_all(text, "\n\n", "\n");  // a list within follows without a blank line
      out += (out.empty() ? "" : loose ? "\n\n" : "\n") + mark + indented(text, mark.size());
    }
    return out;
  }

  std::string table(const xmlNode* t) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> aligns;
    in_table_ = true;
    collect_rows(t, rows, aligns);
    in_table_ = false;
    if (rows.empty()) return {};
    const std::size_t width = rows.front().size();
    std::string out;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      rows[r].resize(width);
      for (const std::string& cell : rows[r]) out += "| " + cell + " ";
      out += "|\n";
      if (r > 0) continue;
      for (std::size_t i = 0; i < width; ++i) out += i < aligns.size() ? aligns[i] : "|---";
      out += "|\n";
    }
    out.pop_back();
    return out;
  }
  void collect_rows(const xmlNode* parent, std::vector<std::vector<std::string>>& rows, std::vector<std::string>& aligns) {
    for (const xmlNode* n = parent->children; n; n = n->next) {
      if (!is(n, "tr")) {
        if (n->type == XML_ELEMENT_NODE) collect_rows(n, rows, aligns);
        continue;
      }
      std::vector<std::string> cells;
      for (const xmlNode* c = n->children; c; c = c->next) {
        if (!is(c, "td") && !is(c, "th")) continue;
        cells.push_back(replace_all(trimmed(inlines(c)), "\n", " "));
        const std::string align = attribute(c, "align");
        if (rows.empty()) aligns.push_back(align == "right" ? "|--:" : align == "center" ? "|:-:" : align == "left" ? "|:--" : "|---");
      }
      if (!cells.empty()) rows.push_back(std::move(cells));
    }
  }

  std::string inlines(const xmlNode* parent) {
    std::string out;
    for (const xmlNode* n = parent->children; n; n = n->next) out += inline_of(n);
    return out;
  }

  std::string inline_of(const xmlNode* n) {
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
      std::string text(str(n->content));
      if (n->prev && is(n->prev, "br")) text.erase(0, std::min(text.find_first_not_of("\n"), text.size()));
      return escaped(text, in_table_);
    }
    if (n->type != XML_ELEMENT_NODE || is(n, "script") || is(n, "style")) return {};
    if (is(n, "br")) return "\\\n";
    if (is(n, "strong") || is(n, "b")) return marked("**", inlines(n));
    if (is(n, "em") || is(n, "i")) return marked("*", inlines(n));
    if (is(n, "code")) return "`" + plain(n) + "`";
    if (is(n, "a")) {
      const std::string url = attribute(n, "href"), text = inlines(n);
      return safe(url) && !blank(text) ? "[" + text + "](" + url + ")" : text;
    }
    return block(n) ? " " + trimmed(inlines(n)) + " " : inlines(n);
  }
  static std::string marked(const char* mark, const std::string& text) {
    const std::string inner = trimmed(text);
    if (inner.empty()) return text;
    const std::size_t at = text.find(inner);
    return text.substr(0, at) + mark + inner + mark + text.substr(at + inner.size());
  }

 public:
  static std::string plain(const xmlNode* parent) {
    std::string out;
    for (const xmlNode* n = parent->children; n; n = n->next) {
      if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) out += str(n->content);
      else if (n->type == XML_ELEMENT_NODE && !is(n, "script") && !is(n, "style")) {
        const bool apart = block(n) || is(n, "br") || is(n, "li") || is(n, "td") || is(n, "th");
        out += (apart ? " " : "") + plain(n) + (apart ? " " : "");
      }
    }
    return out;
  }

 private:
  bool in_table_ = false;
};

// Calls `use` with the element around the fragment's nodes.
template <class Use>
std::string with_tree(std::string_view html, Use use) {
  if (html.size() > kMaxHtmlBytes) return {};
  const std::string page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>" + std::string(html) + "</body></html>";
  const std::unique_ptr<xmlDoc, Freed> doc(htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, "UTF-8",
                                                          HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_RECOVER));
  const xmlNode* root = doc ? xmlDocGetRootElement(doc.get()) : nullptr;
  if (root == nullptr) return {};
  for (const xmlNode* n = root->children; n; n = n->next)
    if (is(n, "body")) return use(n);
  return {};
}

}  // namespace

std::string markdown_of(std::string_view html) {
  const std::string text = with_tree(html, [](const xmlNode* body) { return Converter().blocks(body); });
  return text.empty() ? text : text + "\n";
}

std::string plain_of(std::string_view html) {
  const std::string text = with_tree(html, [](const xmlNode* body) { return Converter::plain(body); });
  std::string out;
  for (const char c : text) {
    const bool gap = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!gap) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace fr
