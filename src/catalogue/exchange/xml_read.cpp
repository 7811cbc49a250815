// Reading with libxml2's text reader, node by node, so that a limit stops a hostile file before it has become a tree.
#include <libxml/xmlerror.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "base/text.h"
#include "catalogue/exchange/xml.h"

namespace fr::xml {
namespace {

struct Freed {
  void operator()(xmlTextReader* r) const { xmlFreeTextReader(r); }
};
using Reader = std::unique_ptr<xmlTextReader, Freed>;

std::string str(const xmlChar* text) { return text ? std::string(reinterpret_cast<const char*>(text)) : std::string(); }

std::unexpected<Trouble> refuse(std::size_t line, std::string what, std::string why = "", std::string remedy = "") {
  return std::unexpected(Trouble{std::move(what), line == 0 ? "" : "Zeile " + std::to_string(line), std::move(why), std::move(remedy)});
}

// What libxml2 complains about, in German; the first complaint is the cause, the others follow from it.
struct Complaint {
  int code = 0;
  int line = 0;
};

void take_complaint(void* where, xmlErrorPtr error) {
  auto* complaint = static_cast<Complaint*>(where);
  if (complaint->code == 0 && error && error->level >= XML_ERR_ERROR) *complaint = {error->code, error->line};
}

const char* german(int code) {
  switch (code) {
    case XML_ERR_DOCUMENT_EMPTY: return "Hier steht kein XML.";
    case XML_ERR_DOCUMENT_END: return "Nach dem Ende des Dokuments steht noch etwas.";
    case XML_ERR_TAG_NAME_MISMATCH: return "Ein Element wird anders geschlossen, als es geöffnet wurde.";
    case XML_ERR_TAG_NOT_FINISHED: case XML_ERR_GT_REQUIRED: case XML_ERR_LTSLASH_REQUIRED:
      return "Ein Element ist nicht zu Ende geschrieben.";
    case XML_ERR_ATTRIBUTE_NOT_STARTED: case XML_ERR_ATTRIBUTE_NOT_FINISHED: case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
    case XML_ERR_SPACE_REQUIRED: case XML_ERR_LT_IN_ATTRIBUTE:
      return "Ein Attribut ist nicht richtig geschrieben.";
    case XML_ERR_ATTRIBUTE_REDEFINED: return "Ein Attribut steht zweimal am selben Element.";
    case XML_ERR_UNDECLARED_ENTITY: case XML_ERR_ENTITYREF_SEMICOL_MISSING: case XML_ERR_ENTITYREF_NO_NAME:
    case XML_WAR_UNDECLARED_ENTITY:
      return "Hier steht ein &, das keines der Zeichen &amp; &lt; &gt; &quot; &apos; ist.";
    case XML_ERR_INVALID_CHAR: case XML_ERR_INVALID_CHARREF: case XML_ERR_INVALID_HEX_CHARREF: case XML_ERR_INVALID_DEC_CHARREF:
      return "Hier steht ein Zeichen, das in XML nicht erlaubt ist.";
    case XML_NS_ERR_UNDEFINED_NAMESPACE: return "Ein Namensraum wird benutzt, aber nirgends genannt.";
    case XML_NS_ERR_XML_NAMESPACE: case XML_NS_ERR_QNAME: case XML_NS_ERR_ATTRIBUTE_REDEFINED: case XML_NS_ERR_EMPTY:
      return "Ein Namensraum ist falsch gebraucht.";
    case XML_ERR_COMMENT_NOT_FINISHED: case XML_ERR_HYPHEN_IN_COMMENT: return "Ein Kommentar ist nicht richtig geschlossen.";
    case XML_ERR_CDATA_NOT_FINISHED: return "Ein CDATA-Abschnitt endet nicht.";
    case XML_ERR_UNSUPPORTED_ENCODING: case XML_ERR_UNKNOWN_ENCODING: case XML_ERR_INVALID_ENCODING:
      return "Die Datei nennt eine andere Zeichenkodierung als UTF-8.";
    default: return "Das ist kein wohlgeformtes XML.";
  }
}

// Looks over the text before the parser does, for what the parser must not even see: a DOCTYPE, and a tag with so many
// attributes that comparing them would take for ever. Only as exact as that needs; what is wrong otherwise, the parser finds.
class Inspection {
 public:
  Inspection(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::optional<Trouble> run() {
    while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
      if (skipped("<!--", "-->") || skipped("<![CDATA[", "]]>") || skipped("<?", "?>")) continue;
      if (text_.substr(at_).starts_with("<!"))
        return refuse(line(), "Hier steht ein DOCTYPE.", "Eigene Entitäten werden nicht gelesen.", "Streichen Sie den DOCTYPE.").error();
      if (tag() > limits_.attributes)
        return refuse(line(), "Ein Element hat zu viele Attribute.", "Erlaubt sind " + std::to_string(limits_.attributes) + ".").error();
    }
    return std::nullopt;
  }
  bool any() const { return any_; }
  bool unfinished() const { return open_ > 0; }

 private:
  std::size_t line() const { return 1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n')); }

  bool skipped(std::string_view begin, std::string_view end) {
    if (!text_.substr(at_).starts_with(begin)) return false;
    const std::size_t found = text_.find(end, at_ + begin.size());
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }
  // How many "=" the tag has outside of quotes; goes behind it.
  std::size_t tag() {
    const bool end = text_.substr(at_).starts_with("</");
    std::size_t many = 0;
    char quote = 0;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quote != 0) quote = c == quote ? char(0) : quote;
      else if (c == '"' || c == '\'') quote = c;
      else if (c == '=') ++many;
      else if (c == '>' || c == '<') break;
    }
    any_ = true;
    if (end) --open_;
    else if (at_ >= text_.size() || text_[at_ - 1] != '/') ++open_;
    return many;
  }

  const std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  long open_ = 0;     // tags that nothing has closed yet
  bool any_ = false;
};

// The parser says the same of a file that is empty, that breaks off, and that goes on behind its end.
int cause(int code, const Inspection& seen) {
  if (code != 0 && code != XML_ERR_DOCUMENT_END) return code;
  return !seen.any() ? XML_ERR_DOCUMENT_EMPTY : seen.unfinished() ? XML_ERR_TAG_NOT_FINISHED : XML_ERR_DOCUMENT_END;
}

class TreeReader {
 public:
  TreeReader(xmlTextReader* reader, const Limits& limits, Sink* sink) : r_(reader), limits_(limits), sink_(sink) {}

  std::expected<Document, Trouble> read(const Complaint& complaint, const Inspection& seen) {
    int more = 0;
    while ((more = xmlTextReaderRead(r_)) == 1) {
      if (auto trouble = take()) return std::unexpected(*std::move(trouble));
    }
    if (complaint.code == 0 && more == 0 && root_seen_) return std::move(document_);
    return refuse(static_cast<std::size_t>(std::max(1, complaint.line)), german(cause(complaint.code, seen)), "", "Prüfen Sie, ob die Datei vollständig ist.");
  }

 private:
  std::size_t line() const {
    const long n = xmlGetLineNo(xmlTextReaderCurrentNode(r_));
    return static_cast<std::size_t>(std::max(1L, n));
  }

  std::optional<Trouble> count(std::size_t n) {
    nodes_ += n;
    if (nodes_ <= limits_.nodes) return std::nullopt;
    return refuse(line(), "Die Datei hat zu viele Elemente.", "Erlaubt sind " + std::to_string(limits_.nodes) + " Elemente und Attribute.",
                  "Teilen Sie die Datei auf.").error();
  }

  std::optional<Trouble> take() {
    switch (xmlTextReaderNodeType(r_)) {
      case XML_READER_TYPE_ELEMENT: return open();
      case XML_READER_TYPE_END_ELEMENT: open_.pop_back(); return give();
      case XML_READER_TYPE_TEXT: case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE: case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return leaf(Form::Text);
      case XML_READER_TYPE_COMMENT: return leaf(Form::Comment);
      case XML_READER_TYPE_PROCESSING_INSTRUCTION: return leaf(Form::Instruction);
      default: return refuse(line(), "Hier steht etwas, das in dieser Datei nicht vorkommen darf.").error();
    }
  }

  std::optional<Trouble> leaf(Form form) {
    Node n;
    n.form = form;
    n.line = static_cast<std::uint32_t>(line());
    if (form == Form::Instruction) n.name = str(xmlTextReaderConstName(r_));
    n.value = str(xmlTextReaderConstValue(r_));
    std::vector<Node>& siblings = open_.empty() ? (root_seen_ ? document_.after : document_.before) : open_.back()->children;
    // Neighbouring pieces of text (CDATA beside text) are one text.
    if (form == Form::Text && !siblings.empty() && siblings.back().form == Form::Text) {
      siblings.back().value += n.value;
      return std::nullopt;
    }
    siblings.push_back(std::move(n));
    return give();
  }

  // A complete child of the root goes to the sink.
  std::optional<Trouble> give() {
    if (sink_ == nullptr || open_.size() != 1) return std::nullopt;
    sink_->child(document_.root.children.back());
    document_.root.children.pop_back();
    return std::nullopt;
  }

  std::optional<Trouble> open() {
    if (open_.size() >= limits_.depth)
      return refuse(line(), "Die Elemente sind zu tief geschachtelt.", "Erlaubt sind " + std::to_string(limits_.depth) + " Ebenen.").error();
    Node n;
    n.line = static_cast<std::uint32_t>(line());
    n.name = str(xmlTextReaderConstName(r_));
    if (auto trouble = intern(str(xmlTextReaderConstNamespaceUri(r_)), &n.space)) return trouble;
    const bool empty = xmlTextReaderIsEmptyElement(r_) == 1;
    if (auto trouble = attributes(&n)) return trouble;
    if (auto trouble = count(1 + n.attributes.size())) return trouble;
    Node* here = nullptr;
    if (open_.empty()) {
      document_.root = std::move(n);
      here = &document_.root;
      root_seen_ = true;
      if (sink_ != nullptr)
        if (auto trouble = sink_->root(*here, document_.spaces[here->space])) return trouble;
    } else {
      open_.back()->children.push_back(std::move(n));
      here = &open_.back()->children.back();
    }
    if (empty) return give();
    open_.push_back(here);
    return std::nullopt;
  }

  std::optional<Trouble> attributes(Node* n) {
    const int many = xmlTextReaderAttributeCount(r_);
    if (many > 0 && static_cast<std::size_t>(many) > limits_.nodes) return count(static_cast<std::size_t>(many));
    for (int more = xmlTextReaderMoveToFirstAttribute(r_); more == 1; more = xmlTextReaderMoveToNextAttribute(r_))
      n->attributes.push_back({str(xmlTextReaderConstName(r_)), str(xmlTextReaderConstValue(r_))});
    xmlTextReaderMoveToElement(r_);
    return std::nullopt;
  }

  std::optional<Trouble> intern(std::string uri, std::uint16_t* out) {
    constexpr std::size_t kMost = 200;
    auto& all = document_.spaces;
    const auto found = std::find(all.begin(), all.end(), uri);
    *out = static_cast<std::uint16_t>(found - all.begin());
    if (found != all.end()) return std::nullopt;
    if (all.size() >= kMost) return refuse(line(), "Die Datei hat zu viele Namensräume.").error();
    all.push_back(std::move(uri));
    return std::nullopt;
  }

  xmlTextReader* r_;
  const Limits& limits_;
  Sink* const sink_;
  Document document_;
  std::vector<Node*> open_;  // the parents of what comes next; only the deepest one's children grow
  std::size_t nodes_ = 0;
  bool root_seen_ = false;
};

}  // namespace

std::expected<Document, Trouble> read(std::string_view text, const Limits& limits, Sink* sink) {
  if (text.size() > limits.bytes)
    return refuse(0, "Die Datei ist zu groß.", "Erlaubt sind " + std::to_string(limits.bytes / 1024 / 1024) + " MB.", "Teilen Sie die Datei auf.");
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (const std::size_t bad = invalid_utf8_at(text); bad != std::string_view::npos)
    return refuse(1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n')),
                  "Hier steht ein Zeichen, das kein gültiges UTF-8 ist.", "", "Speichern Sie die Datei als UTF-8.");
  Inspection seen(text, limits);
  if (auto trouble = seen.run()) return std::unexpected(*std::move(trouble));
  Complaint complaint;
  // Entities stay unresolved (there are none without a DOCTYPE), the network is shut, libxml2's own limits hold.
  const Reader reader(xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET | XML_PARSE_BIG_LINES));
  if (!reader) return refuse(1, german(XML_ERR_DOCUMENT_EMPTY));
  xmlTextReaderSetStructuredErrorHandler(reader.get(), take_complaint, &complaint);
  auto document = TreeReader(reader.get(), limits, sink).read(complaint, seen);
  if (!document) return document;
  if (const xmlChar* named = xmlTextReaderConstEncoding(reader.get()); named && xmlStrcasecmp(named, BAD_CAST "UTF-8") != 0)
    return refuse(1, german(XML_ERR_UNKNOWN_ENCODING), "Gelesen wird nur UTF-8.", "Speichern Sie die Datei als UTF-8.");
  return document;
}

}  // namespace fr::xml
