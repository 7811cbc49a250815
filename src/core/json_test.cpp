// Expected values come from RFC 8259.
#include "core/json.h"

#include <gtest/gtest.h>

#include "core/reprint.h"

namespace fr::json {
namespace {

std::string what(std::string_view text) {
  const auto v = parse(text);
  return v ? "" : v.error().what;
}

TEST(Json, ReadsEveryForm) {
  const auto v = parse(R"( {"a": [1, -2.50, true, false, null], "b": {"c": "ä\n\u00e4\ud83d\ude00"}} )");
  ASSERT_TRUE(v) << v.error().message();
  const auto& a = v->list("a");
  ASSERT_EQ(a.size(), 5u);
  EXPECT_EQ(a[1].text, "-2.50");
  EXPECT_TRUE(a[2].truth);
  EXPECT_TRUE(a[4].is(Form::Null));
  EXPECT_EQ(v->find("b")->str("c"), "ä\nä😀");
  EXPECT_EQ(v->find("x"), nullptr);
}

TEST(Json, KeepsNumbersAsTheirText) {
  EXPECT_EQ(parse("0.1000000000000000055511151231257827")->text, "0.1000000000000000055511151231257827");
  EXPECT_EQ(parse("-0")->text, "-0");
}

TEST(Json, RefusesWhatIsNotJson) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":1,}", "[1 2]", "01", "1.", ".5", "+1", "1e3", "NaN", "tru", "'a'", "{a:1}",
                           "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\u0000\"", "\"a\nb\"", "1 2", "{\"a\" 1}", "// x"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
}

TEST(Json, SaysWhereInGerman) {
  const auto v = parse("{\n  \"ä\": x\n}");
  ASSERT_FALSE(v);
  EXPECT_EQ(v.error().where, "Zeile 2, Spalte 8");
  EXPECT_EQ(v.error().what, "Hier steht kein gültiger Wert.");
}

TEST(Json, RefusesDuplicateKeys) {
  EXPECT_EQ(what(R"({"a": 1, "b": 2, "a": 3})"), "Der Name „a“ steht zweimal in derselben Klammer.");
  EXPECT_EQ(what(R"({"a": 1, "b": {"a": 3}})"), "");
}

TEST(Json, RefusesForeignBytes) {
  EXPECT_EQ(what(std::string_view("{\"a\": \"\0\"}", 10)), "Die Datei enthält ein Nullzeichen.");
  EXPECT_EQ(what("\"\xC3(\""), "Die Datei ist kein gültiger UTF-8-Text.");
  EXPECT_EQ(what("\x7f\x45\x4c\x46"), "Hier steht kein gültiger Wert.");
}

TEST(Json, BoundsDepthSizeAndCount) {
  EXPECT_EQ(what(std::string(1'000'000, '[')), "Die Klammern sind zu tief geschachtelt.");
  EXPECT_EQ(what(std::string(63, '[') + "1" + std::string(63, ']')), "");
  EXPECT_EQ(what(std::string(5 * 1024 * 1024, ' ')), "Die JSON-Angaben sind zu groß.");
  std::string many = "[1";
  for (int i = 0; i < 200'000; ++i) many += ",1";
  EXPECT_EQ(what(many + "]"), "Das sind zu viele Werte.");
}

TEST(Json, WritesAndReadsBack) {
  Writer w;
  w.open('{').put("a\"", "x\n\x01").key("n").number(-3).key("l").open('[').boolean(true).raw("1.50").close(']');
  w.key("o").open('{').close('}').close('}');
  const std::string text = w.take();
  EXPECT_EQ(text, R"({"a\"":"x\n\u0001","n":-3,"l":[true,1.50],"o":{}})");
  EXPECT_EQ(parse(text)->str("a\""), "x\n\x01");
}

TEST(Json, PrettyKeepsTheDocument) {
  const auto v = parse(R"({"a":[1,2],"b":[{"c":"d"},{}]})");
  EXPECT_EQ(pretty(*v), "{\n  \"a\": [1, 2],\n  \"b\": [\n    {\"c\": \"d\"},\n    {}\n  ]\n}\n");
}

TEST(Json, PrettyIsTheSameWithAndWithoutATree) {
  const std::string long_word(60, 'x'), longer(64, 'y');
  for (const std::string& text : {
           std::string(R"({"a":[1,2],"b":[{"c":"d"},{}]})"), std::string(R"([])"), std::string(R"("allein")"), std::string(R"(-12.5)"),
           std::string(R"({"q":"a\"b\\","n":null,"t":true,"f":[false,null,"{,:]"],"leer":{},"k:k":[[]]})"),
           "{\"" + long_word + "\":\"\"}", "{\"" + long_word + "\":\"abcd\"}", "[\"" + longer + "\",\"\"]", "[\"" + longer + "\",\"1234\"]",
           "[\"" + long_word + "\\n\\u0007\\n\",1234,true]", "[\"" + long_word + "\\n\\u0007\\n\",12345]"}) {
    const auto value = parse(text);
    ASSERT_TRUE(value) << text;
    std::string out;
    pretty(text, [&](std::string_view part) { out += part; });
    EXPECT_EQ(out, pretty(*value)) << text;
  }
}

}  // namespace
}  // namespace fr::json
