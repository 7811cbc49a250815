// Out, in and out again: nothing is lost and nothing moves, for the whole catalogue, for messages of every shape, and
// for whatever somebody else has put between.
#include "catalogue/exchange/xzufi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "catalogue/exchange/draft.h"
#include "catalogue/exchange/xzufi_fields.h"
#include "catalogue/markdown.h"
#include "language/parse.h"
#include "program/compile.h"

namespace fr::xzufi {
namespace {

struct Katalog {
  std::vector<Source> sources = load_catalogue(FR_ROOT "/katalog").value();
  Compiled compiled = compile(sources);
  Texts texts = read_texts(FR_ROOT "/katalog");
  ExportInput input{compiled.book, texts, compiled.book.from + 30, read_city(FR_ROOT "/katalog", "hamm", sources).value(), ""};
  std::string text = write(from_catalogue(input));
};
const Katalog& katalog() {
  static const Katalog all;
  return all;
}

void expect_same(const std::string& text) {
  const auto message = read(text);
  ASSERT_TRUE(message) << message.error().message();
  const std::string out = write(*message);
  const auto differs = std::mismatch(text.begin(), text.end(), out.begin(), out.end());
  EXPECT_TRUE(out == text) << "from: " << std::string(differs.first, std::min(text.end(), differs.first + 200)) << "\nto:   "
                           << std::string(differs.second, std::min(out.end(), differs.second + 200));
}

TEST(Xzufi, TheCatalogueGoesOutAndInUnchanged) {
  ASSERT_TRUE(katalog().texts.errors.empty()) << render(katalog().texts.errors.front());
  expect_same(katalog().text);
  auto message = read(katalog().text);
  EXPECT_TRUE(kept(*message).empty()) << kept(*message).front().path;
  // Not the remembered layout, but the model itself says everything.
  forget_shapes(*message);
  EXPECT_TRUE(write(*message) == katalog().text);
}

TEST(Xzufi, AServiceSaysWhatTheCatalogueSays) {
  const auto message = read(katalog().text);
  std::size_t services = 0;
  for (const Schreibe& s : message->schreibe) {
    if (!s.leistung) continue;
    const Service& wanted = katalog().compiled.book.services[services++];
    EXPECT_EQ(s.leistung->id->value, wanted.id);
    EXPECT_EQ(in_language(*s.leistung->text("02"), "de")->value, wanted.title);
    EXPECT_EQ(s.leistung->referenzLeiKa ? s.leistung->referenzLeiKa->code->value : "", wanted.key);
  }
  EXPECT_EQ(services, katalog().compiled.book.services.size());
}

// Fills every field at random. Visits as readers and writers do.
class Filler {
 public:
  explicit Filler(std::mt19937& random) : random_(random) {}
  template <class T>
  void operator()(const char*, Maybe<T>& part) {
    if (below(3) > 0) fill(make(part));
  }
  template <class T>
  void operator()(const char*, std::vector<T>& parts) {
    for (std::size_t n = below(4); n > 0; --n) fill(parts.emplace_back());
  }
  template <class T>
  void bare(const char* name, T& parts) { (*this)(name, parts); }

  template <class T>
  void fill(T& part) {
    fields(*this, part);
    attributes(part.shape);
  }
  void fill(Leaf& part) {
    part.value = text();
    attributes(part.shape);
  }

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  std::string text() {
    static const std::string pieces[] = {"a", "Ä", "ß", " ", "\n", "\t", "\r", "<", ">", "&", "\"", "'", "&amp;", "]]>", "<p>x</p>", "😀", "ة", "--", "\xc2\xa0", "="};
    std::string out;
    for (std::size_t n = below(12); n > 0; --n) out += pieces[below(std::size(pieces))];
    return out;
  }
  void attributes(Shape& shape) {
    for (const char* name : {"languageCode", "schemeID", "schemeAgencyID", "listURI", "fremd"})
      if (below(4) == 0) shape.attributes.push_back({name, text()});
  }
  std::mt19937& random_;
};

// What a reader insists on.
void complete(Nachricht& m) {
  m.shape.attributes = {{"xmlns:xzufi", std::string(kSpace)}, {"xzufiVersion", std::string(kVersion)}};
  make(m.nachrichtenkopf);
  const auto id = [](Maybe<Leaf>& x) { make(x, leaf("1")); };
  for (Schreibe& s : m.schreibe) {
    if (s.leistung) id(s.leistung->id);
    if (s.onlinedienst) id(s.onlinedienst->id);
    if (auto& o = s.organisationseinheit) {
      id(o->id);
      for (Zustaendigkeit& z : o->zustaendigkeit) id(z.leistungID);
    }
    if (auto& t = s.zustaendigkeitTransferObjekt) {
      id(t->uebergeordnetesObjektID);
      if (!t->zustaendigkeit) make(t->zustaendigkeit);
      id(t->zustaendigkeit->leistungID);
    }
  }
}

TEST(Xzufi, GeneratedMessagesGoOutAndInUnchanged) {
  std::mt19937 random(5);
  std::size_t bytes = 0;
  for (int i = 0; i < 400; ++i) {
    Nachricht m;
    Filler(random).fill(m);
    complete(m);
    const std::string text = write(m);
    bytes += text.size();
    expect_same(text);
    auto message = read(text);
    EXPECT_TRUE(kept(*message).empty()) << kept(*message).front().path;
    forget_shapes(*message);
    ASSERT_TRUE(write(*message) == text);
  }
  EXPECT_GT(bytes, 500'000u);
}

// Puts strange things at random places of a tree: elements, comments, instructions and text, in leaves as well.
class Scatterer {
 public:
  explicit Scatterer(std::mt19937& random) : random_(random) {}
  void scatter(xml::Node& n, unsigned per_mille) {
    for (xml::Node& child : n.children)
      if (child.form == xml::Form::Element) scatter(child, per_mille);
    for (std::size_t at = 0; at <= n.children.size(); ++at)
      if (below(1000) < per_mille) n.children.insert(n.children.begin() + static_cast<std::ptrdiff_t>(at++), strange(n)), ++count;
    if (below(1000) < per_mille) n.attributes.push_back({"ganz-fremd", "ja"});
  }
  std::size_t count = 0;

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  xml::Node strange(const xml::Node& parent) {
    switch (below(6)) {
      case 0: return xml::element("f:fremd", {{"xmlns:f", "urn:fremd"}, {"f:x", "1"}}, "<fremd>");
      case 1: return xml::element("xzufi:unbekannt");
      case 2: return form(xml::Form::Comment, " von Hand ");
      case 3: return form(xml::Form::Instruction, "das", "mach");
      case 4: {
        xml::Node outer = xml::element("fremd");
        outer.children.push_back(xml::element("xzufi:leistung"));
        outer.children.push_back(form(xml::Form::Text, " und Text "));
        return outer;
      }
      default: return parent.children.empty() ? xml::element("xzufi:id") : copy(parent);
    }
  }
  static xml::Node form(xml::Form form, std::string value, std::string name = "") {
    xml::Node n;
    n.form = form;
    n.name = std::move(name);
    n.value = std::move(value);
    return n;
  }
  // One of its own children once more: what is known, where it is one too many.
  xml::Node copy(const xml::Node& parent) {
    const xml::Node& one = parent.children[below(parent.children.size())];
    return one.form == xml::Form::Text ? form(xml::Form::Comment, "Text") : one;
  }
  std::mt19937& random_;
};

TEST(Xzufi, UnknownPartsStayWhereTheyAre) {
  std::mt19937 random(11);
  for (int i = 0; i < 60; ++i) {
    Nachricht m;
    Filler(random).fill(m);
    complete(m);
    auto tree = xml::read(write(m)).value();
    Scatterer(random).scatter(tree.root, 150);
    expect_same(xml::write(tree));
  }
  auto tree = xml::read(katalog().text).value();
  Scatterer s(random);
  s.scatter(tree.root, 20);
  EXPECT_GT(s.count, 1000u);
  expect_same(xml::write(tree));
}

TEST(Xzufi, WhatIsUnknownIsSaidAndHidesNothing) {
  const std::string text =
      "<x:t xmlns:x=\"http://xoev.de/schemata/xzufi/2_2_0\" xzufiVersion=\"2.2\"><x:nachrichtenkopf/>\n<x:schreibe><x:leistung><fremd/>\n<x:id>4<!-- ? -->7</x:id><x:id>8</x:id>\n"
      "<x:struktur/><x:struktur/><x:modulText><x:inhalt languageCode=\"de-DE\">A<b/>B</x:inhalt><x:leikaTextmodul><x:code>06</x:code><code>02</code></x:leikaTextmodul></x:modulText></x:leistung></x:schreibe></x:t>";
  const auto message = read(text);
  ASSERT_TRUE(message) << message.error().message();
  const Leistung& s = *message->schreibe.front().leistung;
  EXPECT_EQ(s.id->value, "47");
  ASSERT_NE(s.text("02"), nullptr);
  EXPECT_EQ(in_language(*s.text("02"), "de")->value, "AB");
  EXPECT_EQ(in_language(*s.text("02"), "en"), nullptr);
  std::string said;
  for (const Kept& k : kept(*message)) said += k.path + " " + std::to_string(k.line) + " " + std::to_string(k.count) + "\n";
  EXPECT_EQ(said,
            "schreibe/leistung/fremd 2 1\nschreibe/leistung/id 3 1\nschreibe/leistung/modulText/inhalt/b 4 1\n"
            "schreibe/leistung/modulText/leikaTextmodul/code 4 1\nschreibe/leistung/struktur 4 2\n");
  EXPECT_EQ(write(*message), std::string(xml::kDeclaration) + text + "\n");
}

TEST(Xzufi, ADraftHoldsTheTextsAsTheyWere) {
  const auto message = read(katalog().text);
  const std::vector<DraftFile> files = drafts(*message);
  std::size_t texts = 0, rules = 0;
  for (const DraftFile& f : files) {
    if (f.path.ends_with(".regel")) {
      Source source{f.path, f.text, Layer::City, "Hamm"};
      const Parsed parsed = parse(source, 0);
      EXPECT_TRUE(parsed.diagnostics.empty()) << render(parsed.diagnostics, {source});
      ++rules;
      continue;
    }
    std::vector<TextError> errors;
    if (f.path.starts_with("stellen/")) {
      const Office o = parse_office(f.text, f.path, &errors);
      const auto known = katalog().texts.offices.find(o.id);
      ASSERT_NE(known, katalog().texts.offices.end()) << f.path;
      EXPECT_EQ(o.name + o.address + o.postcode + o.town, known->second.name + known->second.address + known->second.postcode + known->second.town);
      ASSERT_EQ(errors.size(), 1u) << f.path;  // a message does not say as of when an office is
      EXPECT_EQ(errors.front().what, "Im Kopf fehlt „Stand“.");
      continue;
    }
    const Prose p = parse_prose(f.text, f.path, &errors);
    const auto folder = katalog().texts.prose.find(f.path.substr(0, f.path.find('/')));
    if (folder == katalog().texts.prose.end()) continue;  // a part of a service: it has short words only, and no date
    EXPECT_TRUE(errors.empty()) << render(errors.front());
    if (katalog().texts.local.contains(folder->first)) continue;  // two texts have become one
    if (const auto own = folder->second.find(p.language); own != folder->second.end()) {
      EXPECT_EQ(p.html, own->second.html) << f.path;
      EXPECT_TRUE(p.language != "de" || p.as_of == own->second.as_of) << f.path;
      ++texts;
    }
  }
  EXPECT_EQ(rules, katalog().compiled.book.services.size());
  EXPECT_GT(texts, 200u);
}

}  // namespace
}  // namespace fr::xzufi
