#include "http/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace fr::http {
namespace {

namespace fs = std::filesystem;

struct Packed : ::testing::Test {
  fs::path file = fs::temp_directory_path() / ("fr-pack-" + std::to_string(::getpid()));
  void TearDown() override { fs::remove(file); }
  void write(std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }
  static Request asking(std::string path, std::string accept = "") {
    Request r;
    r.path = std::move(path);
    if (!accept.empty()) r.headers = {{"Accept-Encoding", accept}};
    return r;
  }
};

std::string header(const Response& r, std::string_view name) {
  for (const auto& [key, value] : r.headers)
    if (key == name) return value;
  return {};
}

TEST_F(Packed, GivesBackWhatWentInInEveryEncoding) {
  const std::string page = "<p>" + std::string(5000, 'a') + "</p>";
  const Asset asset = make_asset("text/html; charset=utf-8", page, Caching::Revalidate);
  write(write_pack({{"/b", asset}, {"/a", make_asset("image/png", "kurz", Caching::Immutable)}}));
  const auto pack = Pack::open(file);
  ASSERT_TRUE(pack) << pack.error();
  EXPECT_EQ(*pack->respond(asking("/b"))->body, page);
  EXPECT_EQ(*pack->respond(asking("/b", "br"))->body, *asset.brotli);
  EXPECT_EQ(header(*pack->respond(asking("/b", "gzip")), "Content-Encoding"), "gzip");
  EXPECT_EQ(*pack->respond(asking("/a"))->body, "kurz");
  EXPECT_EQ(header(*pack->respond(asking("/a")), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(pack->text("/b"), page);
  EXPECT_FALSE(pack->respond(asking("/c")));
  EXPECT_FALSE(pack->has("/"));
  Request again = asking("/b", "br");
  again.headers.emplace_back("If-None-Match", header(*pack->respond(asking("/b", "br")), "ETag"));
  EXPECT_EQ(pack->respond(again)->status, 304);
}

TEST_F(Packed, RefusesWhatIsNoPack) {
  EXPECT_FALSE(Pack::open(file));
  write("");
  EXPECT_FALSE(Pack::open(file));
  write("FRPACK99 und so weiter");
  EXPECT_FALSE(Pack::open(file));
  const std::string whole = write_pack({{"/a", make_asset("text/html", std::string(2000, 'x'), Caching::Revalidate)}});
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    write(whole.substr(0, cut));
    EXPECT_FALSE(Pack::open(file)) << cut;
  }
}

}  // namespace
}  // namespace fr::http
