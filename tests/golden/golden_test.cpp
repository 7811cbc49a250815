// The language by example: every program in gut/ formats to its .soll, every program in schlecht/
// earns exactly the messages of its .soll.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "language/parse.h"
#include "program/compile.h"

namespace fr {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Programs that have an expectation beside them. 01 to 49 are about spelling, the others about
// meaning: those stand on vorspann.regel.
std::vector<fs::path> programs(const char* folder, int first, int last) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(fs::path(FR_ROOT) / "tests/golden" / folder)) {
    const int number = std::atoi(entry.path().filename().c_str());
    if (entry.path().extension() == ".regel" && number >= first && number <= last)
      out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

std::string wanted(fs::path program) {
  return read(program.replace_extension(".soll"));
}

// What the compiler says about a program.
std::string messages(const fs::path& path, bool on_prelude) {
  const Source program{path.filename().string(), read(path), Layer::Federal, ""};
  if (!on_prelude) return render(parse(program, 0).diagnostics, {program});
  const fs::path prelude = fs::path(FR_ROOT) / "tests/golden/vorspann.regel";
  const std::vector<Source> sources = {
      {"vorspann.regel", read(prelude), Layer::Federal, ""},
      {program.name, program.text, program.text.starts_with("Stadt") ? Layer::City : Layer::Federal, "Hamm"}};
  return render(compile(sources).diagnostics, sources);
}

void expect_messages(int first, int last, std::size_t at_least) {
  const auto all = programs("schlecht", first, last);
  EXPECT_GE(all.size(), at_least);
  for (const fs::path& path : all) {
    const std::string got = messages(path, first >= 50);
    EXPECT_EQ(got, wanted(path)) << path;
    if (got != wanted(path) && std::getenv("FR_GOLDEN"))  // rewrite, then read the difference
      std::ofstream(fs::path(path).replace_extension(".soll"), std::ios::binary) << got;
  }
}

TEST(Golden, MisspeltProgramsEarnTheirMessages) { expect_messages(1, 49, 40); }

TEST(Golden, MeaninglessProgramsEarnTheirMessages) { expect_messages(50, 119, 50); }

TEST(Golden, GoodProgramsHaveOneLayout) {
  const auto all = programs("gut", 1, 99);
  EXPECT_GE(all.size(), 6U);
  for (const fs::path& path : all) {
    const Source source{path.filename().string(), read(path), Layer::Federal, ""};
    const Parsed parsed = parse(source, 0);
    ASSERT_TRUE(parsed.diagnostics.empty()) << render(parsed.diagnostics, {source});
    const std::string text = format(parsed.file);
    EXPECT_EQ(text, wanted(path)) << path;
    const Parsed again = parse({source.name, text, Layer::Federal, ""}, 0);
    ASSERT_TRUE(again.diagnostics.empty()) << path;
    EXPECT_EQ(format(again.file), text) << path;
  }
}

}  // namespace
}  // namespace fr
