// The small writers: what they must never let through.
#include <gtest/gtest.h>

#include "catalogue/exchange/csv.h"
#include "catalogue/exchange/html_text.h"
#include "catalogue/exchange/turtle.h"
#include "catalogue/markdown.h"

namespace fr {
namespace {

TEST(Csv, QuotesWhatNeedsItAndDisarmsFormulas) {
  EXPECT_EQ(csv_line({"a", "", "b c"}), "a;;b c\r\n");
  EXPECT_EQ(csv_line({"a;b", "a\"b", "a\nb", "a\r\nb"}), "\"a;b\";\"a\"\"b\";\"a\nb\";\"a\r\nb\"\r\n");
  EXPECT_EQ(csv_line({"=1+1", "+49", "-1", "@a", "a=1", "\tx"}), "'=1+1;'+49;'-1;'@a;a=1;'\tx\r\n");
  EXPECT_EQ(csv_line({"=\"a\";b"}), "\"'=\"\"a\"\";b\"\r\n");
}

TEST(Turtle, EscapesTextsAndNames) {
  Turtle t({{"dct", "http://purl.org/dc/terms/"}});
  t.subject("urn:a b<c>\"", {"dct:X", "dct:Y"}).text("dct:title", "\"\\\n\r\tä", "de").link("dct:y", "https://x.example/ä?q={1}").typed("dct:z", "1", "dct:D");
  t.subject("urn:b", {"dct:X"});
  EXPECT_EQ(t.take(),
            "@prefix dct: <http://purl.org/dc/terms/> .\n\n<urn:a%20b%3Cc%3E%22> a dct:X, dct:Y ;\n  dct:title \"\\\"\\\\\\n\\r\\tä\"@de ;\n"
            "  dct:y <https://x.example/ä?q=%7B1%7D> ;\n  dct:z \"1\"^^dct:D .\n\n<urn:b> a dct:X .\n");
}

std::string html_of(const std::string& markdown) {
  std::vector<MarkdownProblem> problems;
  std::string title;
  const std::string html = markdown_to_html(markdown, &problems, &title);
  EXPECT_TRUE(problems.empty()) << markdown << problems.front().what;
  return html;
}

TEST(HtmlText, IsTheWayBackOfMarkdown) {
  for (const char* text : {"Ein Satz.\nNoch einer.\n\nEin Absatz.\n", "## Für wen\n\n### Klein\n", "- eins\n- zwei\n\n  mit Absatz\n", "- eins\n  - innen\n  - noch\n- zwei\n",
                           "3. drei\n4. vier\n", "**fett** und *schräg* und `code`\n", "[Seite](https://x.example/a?b=1&c=2) und [hier](/leistung/kindergeld)\n",
                           "| a | b |\n|---|--:|\n| 1 | 2 |\n| x \\| y | z |\n", "> Zitat\n>\n> zwei\n", "Zeile\\\nUmbruch\n", "1\\. kein Punkt\n\n\\- kein Strich\n\n\\# keine Überschrift\n",
                           "2 \\* 3 \\< 5, a_b, \\_c\\_, \\[x\\], AT&T, \\&amp; \\`x\\`\n", "Text\n\n---\n\nText\n", "1. a\n\n   b\n\n2. c\n"})
    EXPECT_EQ(html_of(markdown_of(html_of(text))), html_of(text)) << text << "\n->\n" << markdown_of(html_of(text));
}

TEST(HtmlText, ForeignHtmlBecomesItsTextAndNothingElse) {
  EXPECT_EQ(markdown_of("<div><p onclick=\"x()\">A<script>alert(1)</script><b>B</b></p><img src=x onerror=y><ul><li>C</ul></div>"), "A**B**\n\n- C\n");
  EXPECT_EQ(markdown_of("<a href=\"javascript:alert(1)\">x</a> <a href=\"https://a.example\">y</a>"), "x [y](https://a.example)\n");
  EXPECT_EQ(markdown_of("nur Text &amp; &nbsp;mehr"), "nur Text & \xc2\xa0mehr\n");
  EXPECT_EQ(markdown_of(""), "");
  EXPECT_EQ(plain_of("<p>A</p><ul><li>B</li><li>C &lt;</li></ul>"), "A B C <");
  EXPECT_LE(markdown_of(std::string(100'000, '<')).size(), 200'010u);
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<ul><li>";
  EXPECT_LE(markdown_of(deep + "x").size(), 1'000'000u);
}

}  // namespace
}  // namespace fr
