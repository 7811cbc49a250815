#include "http/headers.h"

#include <gtest/gtest.h>

namespace fr::http {
namespace {

TEST(Target, DecodesPathAndKeepsQueryRaw) {
  auto t = parse_target("/stelle/m%C3%BCnster?a=%20b");
  ASSERT_TRUE(t);
  EXPECT_EQ(t->path, "/stelle/münster");
  EXPECT_EQ(t->query, "a=%20b");
  EXPECT_EQ(parse_target("http://host.example:80/a?b")->path, "/a");
  EXPECT_EQ(parse_target("https://host.example")->path, "/");
}

TEST(Target, RefusesWhatCouldClimbOrConfuse) {
  for (std::string_view bad :
       {"", "familie", "*", "/a/../b", "/..", "/%2e%2e/etc/passwd", "/a/.%2E", "/./a", "/a%00b",
        "/a%0d%0ab", "/a\\b", "/a%5cb", "/%", "/%2", "/%zz", "/%ff", "/%c3", "/a#b", "http:///a"})
    EXPECT_FALSE(parse_target(bad)) << bad;
}

TEST(Target, DotsInsideNamesAreFine) {
  EXPECT_EQ(parse_target("/a.b/..c/...")->path, "/a.b/..c/...");
  EXPECT_EQ(parse_target("/.well-known/security.txt")->path, "/.well-known/security.txt");
}

TEST(AcceptEncoding, PrefersBrotliAndObeysZeroWeights) {
  EXPECT_EQ(choose_encoding("gzip, deflate, br", true, true), Encoding::Brotli);
  EXPECT_EQ(choose_encoding("gzip, deflate, br", true, false), Encoding::Gzip);
  EXPECT_EQ(choose_encoding("br;q=0, GZIP;q=0.5", true, true), Encoding::Gzip);
  EXPECT_EQ(choose_encoding("br;q=0.0,gzip; q=0.000", true, true), Encoding::Identity);
  EXPECT_EQ(choose_encoding("*", true, true), Encoding::Brotli);
  EXPECT_EQ(choose_encoding("*, br;q=0", true, true), Encoding::Gzip);
  EXPECT_EQ(choose_encoding("*;q=0", true, true), Encoding::Identity);
  EXPECT_EQ(choose_encoding("", true, true), Encoding::Identity);
  EXPECT_EQ(choose_encoding("identity, ,;;q", true, true), Encoding::Identity);
}

TEST(IfNoneMatch, ComparesWholeTags) {
  EXPECT_TRUE(matches_etag("\"a\"", "\"a\""));
  EXPECT_TRUE(matches_etag("\"x\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(matches_etag("*", "\"a\""));
  EXPECT_FALSE(matches_etag("", "\"a\""));
  EXPECT_FALSE(matches_etag("a", "\"a\""));
  EXPECT_FALSE(matches_etag("\"a-br\"", "\"a\""));
}

TEST(Policy, IsExactlyThis) {
  EXPECT_STREQ(security_headers()[0].second,
               "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
               "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
               "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
}

}  // namespace
}  // namespace fr::http
