#include "catalogue/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>

namespace fr {
namespace {

struct Free {
  void operator()(cmark_node* n) const { cmark_node_free(n); }
  void operator()(cmark_parser* p) const { cmark_parser_free(p); }
  void operator()(cmark_iter* i) const { cmark_iter_free(i); }
  void operator()(char* s) const { cmark_get_default_mem_allocator()->free(s); }
};

bool safe_link(std::string_view url) {
  if (url.starts_with("/")) return !url.starts_with("//");
  for (std::string_view scheme : {"https://", "http://", "mailto:", "tel:"})
    if (url.starts_with(scheme) && url.size() > scheme.size()) return true;
  return false;
}

void inspect(cmark_node* node, std::vector<MarkdownProblem>* problems) {
  auto line = static_cast<std::size_t>(std::max(1, cmark_node_get_start_line(node)));
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
    problems->push_back({line, "Hier steht HTML.", "Schreiben Sie den Text mit Markdown allein."});
  if (type == CMARK_NODE_IMAGE)
    problems->push_back({line, "Hier steht ein Bild.", "Bilder gehören nicht in diese Texte."});
  if (type == CMARK_NODE_LINK && !safe_link(cmark_node_get_url(node)))
    problems->push_back({line, "Der Verweis „" + std::string(cmark_node_get_url(node)) +
                                   "“ hat keine erlaubte Adresse.",
                         "Erlaubt sind https://, http://, mailto:, tel: und Seiten von hier (/…)."});
}

void take_title(cmark_node* root, std::string* title) {
  cmark_node* first = cmark_node_first_child(root);
  if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_HEADING ||
      cmark_node_get_heading_level(first) != 1)
    return;
  for (cmark_node* n = cmark_node_first_child(first); n != nullptr; n = cmark_node_next(n))
    if (const char* literal = cmark_node_get_literal(n)) *title += literal;
  cmark_node_unlink(first);
  cmark_node_free(first);
}

}  // namespace

std::string markdown_to_html(std::string_view text, std::vector<MarkdownProblem>* problems,
                             std::string* title) {
  cmark_gfm_core_extensions_ensure_registered();
  std::unique_ptr<cmark_parser, Free> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), text.data(), text.size());
  std::unique_ptr<cmark_node, Free> root(cmark_parser_finish(parser.get()));

  take_title(root.get(), title);
  int shift = 0;  // the page has its own h1
  for (cmark_node* n = cmark_node_first_child(root.get()); n != nullptr; n = cmark_node_next(n))
    if (cmark_node_get_type(n) == CMARK_NODE_HEADING && cmark_node_get_heading_level(n) == 1) shift = 1;
  std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(root.get()));
  for (cmark_event_type e; (e = cmark_iter_next(walk.get())) != CMARK_EVENT_DONE;) {
    if (e != CMARK_EVENT_ENTER) continue;
    cmark_node* node = cmark_iter_get_node(walk.get());
    inspect(node, problems);
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
      cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + shift));
  }
  std::unique_ptr<char, Free> html(cmark_render_html(root.get(), CMARK_OPT_DEFAULT,
                                                     cmark_parser_get_syntax_extensions(parser.get())));
  return html.get();
}

}  // namespace fr
