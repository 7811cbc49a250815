#include "catalogue/exchange/xml.h"

#include <gtest/gtest.h>

namespace fr::xml {
namespace {

std::string again(const std::string& text) {
  const auto document = read(text);
  return document ? write(*document) : document.error().message();
}
std::string in(const std::string& root) { return std::string(kDeclaration) + root + "\n"; }

TEST(Xml, WhatIsReadIsWrittenByteForByte) {
  for (const char* root : {"<a/>", "<a>x</a>", "<a b=\"1\" c=\"&quot;&lt;&amp;'\"/>", "<a>&lt;&amp;&gt;\"'</a>", "<a>\n  <b/>\t<c>x</c>y\n</a>",
                           "<a b=\"&#10;&#9;&#13; \">&#13;\n</a>", "<p:a xmlns:p=\"urn:p\" p:b=\"ä\"><c xmlns=\"urn:c\"><p:d/></c></p:a>",
                           "<a><!-- Hinweis --><?mach das?><b/></a>", "<a>Köln, Łódź, حم, 😀</a>", "<a> </a>"})
    EXPECT_EQ(again(in(root)), in(root));
}

TEST(Xml, CommentsAroundTheRootStay) {
  const std::string text = std::string(kDeclaration) + "<!-- davor -->\n<?so?>\n<a/>\n<!-- danach -->\n";
  EXPECT_EQ(again(text), text);
}

TEST(Xml, OtherSpellingsOfTheSameBecomeOne) {
  EXPECT_EQ(again("<a b='1'></a>"), in("<a b=\"1\"/>"));
  EXPECT_EQ(again("\xef\xbb\xbf<a><![CDATA[<b>&]]> x</a>"), in("<a>&lt;b&gt;&amp; x</a>"));
  EXPECT_EQ(again("<a>&#228;&apos;</a>"), in("<a>ä'</a>"));
}

TEST(Xml, NamespacesAndLinesAreKnown) {
  const auto d = read("<p:a xmlns:p=\"urn:p\">\n<b/>\n<p:c\n  x=\"1\"/></p:a>");
  ASSERT_TRUE(d);
  EXPECT_EQ(d->spaces[d->root.space], "urn:p");
  EXPECT_EQ(d->root.local(), "a");
  EXPECT_EQ(d->root.children[1].space, 0);
  EXPECT_EQ(d->root.children[1].line, 2u);
  EXPECT_EQ(d->spaces[d->root.children[3].space], "urn:p");
  EXPECT_EQ(*d->root.children[3].attribute("x"), "1");
  EXPECT_EQ(d->root.attribute("y"), nullptr);
}

TEST(Xml, ASinkGetsTheRootsChildrenAndNothingIsKept) {
  struct Collector : Sink {
    std::optional<Trouble> root(Node& root, const std::string& space) override { return all += root.name + space + ":", std::nullopt; }
    void child(Node& child) override { all += write(child) + "|"; }
    std::string all;
  } sink;
  const auto d = read("<a xmlns=\"urn:x\"><b><c/></b> <d/>x<!--y--></a>", {}, &sink);
  ASSERT_TRUE(d);
  EXPECT_EQ(sink.all, "aurn:x:<b><c/></b>| |<d/>|x|<!--y-->|");
  EXPECT_TRUE(d->root.children.empty());
}

TEST(Xml, LimitsHold) {
  const Limits small{.bytes = 100, .depth = 3, .nodes = 5, .attributes = 2};
  EXPECT_TRUE(read("<a><b><c/></b></a>", small));
  EXPECT_EQ(read("<a>\n<b><c><d/></c></b></a>", small).error().message(), "Zeile 2: Die Elemente sind zu tief geschachtelt. Erlaubt sind 3 Ebenen.");
  EXPECT_EQ(read("<a><b/><b/><b/><b/><b/></a>", small).error().what, "Die Datei hat zu viele Elemente.");
  EXPECT_EQ(read("<a b='=' c=''/>", small).has_value(), true);
  EXPECT_EQ(read("<a b='' c='' d=''/>", small).error().what, "Ein Element hat zu viele Attribute.");
  EXPECT_EQ(read(std::string(101, ' '), small).error().what, "Die Datei ist zu groß.");
}

TEST(Xml, FaultsAreGermanWithTheirLine) {
  const std::pair<const char*, const char*> faults[] = {
      {"", "Zeile 1: Hier steht kein XML."},
      {"<a>", "Zeile 1: Ein Element ist nicht zu Ende geschrieben."},
      {"<a>\n<b></a>", "Zeile 2: Ein Element wird anders geschlossen, als es geöffnet wurde."},
      {"<a/>\n<b/>", "Zeile 2: Nach dem Ende des Dokuments steht noch etwas."},
      {"<!-- x -->\n<!DOCTYPE a><a/>", "Zeile 2: Hier steht ein DOCTYPE."},
      {"<a>&b;</a>", "Zeile 1: Hier steht ein &, das keines der Zeichen"},
      {"<a b=\"1\" b=\"2\"/>", "Zeile 1: Ein Attribut steht zweimal am selben Element."},
      {"<x:a/>", "Zeile 1: Ein Namensraum wird benutzt, aber nirgends genannt."},
      {"<a>\xff</a>", "Zeile 1: Hier steht ein Zeichen, das kein gültiges UTF-8 ist."},
      {"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><a/>", "Zeile 1: Die Datei nennt eine andere Zeichenkodierung als UTF-8."},
  };
  for (const auto& [text, message] : faults) {
    const auto d = read(text);
    ASSERT_FALSE(d) << text;
    EXPECT_TRUE(d.error().message().starts_with(message)) << d.error().message();
  }
}

TEST(Xml, IndentTouchesNoText) {
  Node a = element("a");
  a.children.push_back(element("b", {{"x", "1"}}, "Text"));
  a.children.push_back(element("c"));
  a.children.back().children.push_back(element("d"));
  indent(a);
  EXPECT_EQ(write(a), "<a>\n  <b x=\"1\">Text</b>\n  <c>\n    <d/>\n  </c>\n</a>");
}

}  // namespace
}  // namespace fr::xml
