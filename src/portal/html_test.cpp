#include "portal/html.h"

#include <gtest/gtest.h>

namespace fr {
namespace {

TEST(Html, TextAndAttributesAreEscapedByConstruction) {
  std::string evil = "<script>\"'&";
  EXPECT_EQ(el("p", {{"title", evil}}, {evil}).str(),
            "<p title=\"&lt;script&gt;&quot;&#39;&amp;\">&lt;script&gt;&quot;&#39;&amp;</p>");
}

TEST(Html, NestedElementsAreNotEscapedAgain) {
  EXPECT_EQ(el("p", {}, {"a & ", el("b", {}, {"b < c"}), link("/x?a=1&b=2", "d")}).str(),
            "<p>a &amp; <b>b &lt; c</b><a href=\"/x?a=1&amp;b=2\">d</a></p>");
}

TEST(Html, AbsentAndEmptyAttributesAndVoidElements) {
  EXPECT_EQ(el("div", {{"hidden", ""}, {"lang", std::nullopt}}, {}).str(), "<div hidden></div>");
  EXPECT_EQ(el("br", {}, {}).str(), "<br>");
  EXPECT_EQ(lines("a\n<b>\n").str(), "a<br>&lt;b&gt;<br>");
}

}  // namespace
}  // namespace fr
