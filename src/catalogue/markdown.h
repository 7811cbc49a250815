// CommonMark to HTML through cmark-gfm, with the house's rules: no HTML, no images, only safe links,
// headings below the page's own h1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fr {

struct MarkdownProblem {
  std::size_t line;  // within the text
  std::string what, remedy;
};
// Empty problems: the HTML is safe to embed. A heading of the first level at the very top becomes *title
// instead of a part of the HTML.
std::string markdown_to_html(std::string_view text, std::vector<MarkdownProblem>* problems,
                             std::string* title);

}  // namespace fr
