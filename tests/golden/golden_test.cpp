// The language by example: every program in gut/ formats to its .soll, every program in schlecht/
// earns exactly the messages of its .soll.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "language/parse.h"

namespace fr {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Programs that have an expectation beside them. 01 to 49 are about spelling, the others about
// meaning.
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

// What the compiler says about a program on its own.
std::string messages(const Source& source) {
  return render(parse(source, 0).diagnostics, {source});
}

TEST(Golden, BadProgramsEarnTheirMessages) {
  const auto all = programs("schlecht", 1, 49);
  EXPECT_GE(all.size(), 35U);
  for (const fs::path& path : all)
    EXPECT_EQ(messages({path.filename().string(), read(path), Layer::Federal, ""}), wanted(path))
        << path;
}

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
