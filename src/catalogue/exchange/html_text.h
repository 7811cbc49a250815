// HTML from elsewhere as the catalogue's Markdown, and as plain words. What Markdown of the house can say is kept
// (headings, paragraphs, lists, tables, emphasis, links that are safe); everything else gives its text. For HTML that
// markdown_to_html() made it is the way back: made into HTML again it is the same. Longer than a text of the catalogue
// may be, it is not read at all.
#pragma once

#include <string>
#include <string_view>

namespace fr {

inline constexpr std::size_t kMaxHtmlBytes = 256 * 1024;

std::string markdown_of(std::string_view html);
std::string plain_of(std::string_view html);  // one line, blanks folded

}  // namespace fr
