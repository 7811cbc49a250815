// The order and the limits of reading a catalogue folder.
#include "catalogue/load.h"

#include <gtest/gtest.h>

#include <fstream>

namespace fr {
namespace {

namespace fs = std::filesystem;

class Load : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("fr-load-" + std::to_string(::getpid())) / "katalog";
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_.parent_path()); }

  void put(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }

  fs::path root_;
};

TEST_F(Load, OrdersByLayerThenPath) {
  put("hamm/b/leistung.regel", "h");
  put("bund/z/leistung.regel", "z");
  put("bund/a/leistung.regel", "a");
  put("bund/a/de.md", "Prosa");
  put("nrw/c/leistung.regel", "n");
  put("begriffe/personen.regel", "v");
  const auto sources = load_catalogue(root_);
  ASSERT_TRUE(sources) << sources.error().message();
  ASSERT_EQ(sources->size(), 5u);
  EXPECT_EQ((*sources)[0].name, "katalog/begriffe/personen.regel");
  EXPECT_EQ((*sources)[0].layer, Layer::Vocabulary);
  EXPECT_EQ((*sources)[1].name, "katalog/bund/a/leistung.regel");
  EXPECT_EQ((*sources)[2].name, "katalog/bund/z/leistung.regel");
  EXPECT_EQ((*sources)[3].place, "NRW");
  EXPECT_EQ((*sources)[4].place, "Hamm");
  EXPECT_EQ((*sources)[4].layer, Layer::City);
  EXPECT_EQ((*sources)[4].text, "h");
}

TEST_F(Load, ReadsOneOfSeveralCities) {
  put("bund/a/leistung.regel", "a");
  put("hamm/stadt.json", R"({"name": "Hamm"})");
  put("hamm/b/leistung.regel", "h");
  put("musterstadt/stadt.json", R"({"name": "Musterstadt an der Ahse"})");
  put("musterstadt/c/leistung.regel", "m");
  const auto first = load_catalogue(root_), second = load_catalogue(root_, "musterstadt");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(city_name(*first), "Hamm");
  EXPECT_EQ(first->back().name, "katalog/hamm/b/leistung.regel");
  EXPECT_EQ(second->size(), 2u);
  EXPECT_EQ(second->back().place, "Musterstadt an der Ahse");
  EXPECT_EQ(second->back().name, "katalog/musterstadt/c/leistung.regel");
  EXPECT_EQ(other_cities(root_, "hamm"), std::vector<std::string>{"musterstadt"});
  EXPECT_EQ(load_catalogue(root_, "nirgendwo").error().what, "Diese Stadt gibt es hier nicht.");
  EXPECT_EQ(load_catalogue(root_, "../hamm").error().what, "Diese Stadt gibt es hier nicht.");
  put("musterstadt/stadt.json", "{}");
  EXPECT_EQ(load_catalogue(root_, "musterstadt").error().what, "Der Stadt fehlt der Name.");
  put("musterstadt/stadt.json", R"({"name": "<b>Stadt</b>"})");
  EXPECT_EQ(load_catalogue(root_, "musterstadt").error().what, "So kann eine Stadt nicht heißen: <b>Stadt</b>");
}

TEST_F(Load, RefusesWhatIsNoCatalogue) {
  EXPECT_EQ(load_catalogue(root_ / "fehlt").error().what, "Hier ist kein Katalog.");
  EXPECT_EQ(load_catalogue(root_).error().what, "Der Katalog enthält keine Regeln.");
}

TEST_F(Load, RefusesRulesOutsideTheLayers) {
  put("bund/a.regel", "");
  put("bnud/a.regel", "");
  EXPECT_EQ(load_catalogue(root_).error().what, "Diese Regeldatei gehört zu keiner Ebene.");
}

TEST_F(Load, RefusesLinksAndHugeFiles) {
  put("bund/gross.regel", std::string(kMaxRuleBytes + 1, 'x'));
  EXPECT_EQ(load_catalogue(root_).error().what, "Die Datei ist zu groß.");
  put("bund/gross.regel", "");
  fs::create_symlink("/dev/zero", root_ / "bund/null.regel");
  EXPECT_EQ(load_catalogue(root_).error().what, "Das ist keine gewöhnliche Datei.");
}

}  // namespace
}  // namespace fr
