#include "http/asset.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace fr::http {
namespace {

std::string header(const Response& r, std::string_view name) {
  for (const auto& [key, value] : r.headers)
    if (key == name) return value;
  return {};
}

Request asking(std::string accept, std::string etag = {}) {
  Request r;
  r.headers = {{"accept-encoding", std::move(accept)}};
  if (!etag.empty()) r.headers.emplace_back("if-none-match", std::move(etag));
  return r;
}

std::string gunzip(const std::string& packed) {
  std::string out(100'000, '\0');
  z_stream z{};
  inflateInit2(&z, 15 + 16);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  z.avail_in = static_cast<uInt>(packed.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  inflateEnd(&z);
  return out;
}

std::string unbrotli(const std::string& packed) {
  std::string out(100'000, '\0');
  std::size_t size = out.size();
  EXPECT_EQ(BrotliDecoderDecompress(packed.size(),
                                    reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())),
            BROTLI_DECODER_RESULT_SUCCESS);
  out.resize(size);
  return out;
}

std::string page() {
  std::string s;
  for (int i = 0; i < 500; ++i) s += "<p>Absatz " + std::to_string(i) + "</p>\n";
  return s;
}

TEST(Asset, CompressedFormsUnpackToTheSameBytes) {
  Asset a = make_asset("text/html; charset=utf-8", page(), Caching::Revalidate);
  ASSERT_TRUE(a.gzip && a.brotli);
  EXPECT_LT(a.gzip->size(), a.plain->size());
  EXPECT_EQ(gunzip(*a.gzip), page());
  EXPECT_EQ(unbrotli(*a.brotli), page());
}

TEST(Asset, TheAnswerNamesItsEncodingAndVaries) {
  Asset a = make_asset("text/html; charset=utf-8", page(), Caching::Revalidate);
  Response br = respond(a, asking("gzip, br")), gz = respond(a, asking("gzip")),
           plain = respond(a, asking(""));
  EXPECT_EQ(header(br, "Content-Encoding"), "br");
  EXPECT_EQ(header(gz, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(plain, "Content-Encoding"), "");
  for (const Response* r : {&br, &gz, &plain}) {
    EXPECT_EQ(header(*r, "Vary"), "Accept-Encoding");
    EXPECT_EQ(header(*r, "Cache-Control"), "no-cache");
  }
  EXPECT_NE(header(br, "ETag"), header(gz, "ETag"));  // strong tags: other bytes, other tag
  EXPECT_NE(header(gz, "ETag"), header(plain, "ETag"));
}

TEST(Asset, UnchangedIs304WithTagAndWithoutBody) {
  Asset a = make_asset("text/html; charset=utf-8", page(), Caching::Revalidate);
  std::string tag = header(respond(a, asking("br")), "ETag");
  Response again = respond(a, asking("br", tag));
  EXPECT_EQ(again.status, 304);
  EXPECT_FALSE(again.body);
  EXPECT_EQ(header(again, "ETag"), tag);
  EXPECT_EQ(header(again, "Vary"), "Accept-Encoding");
  EXPECT_EQ(respond(a, asking("gzip", tag)).status, 200);
}

TEST(Asset, WhatDoesNotShrinkStaysPlain) {
  EXPECT_FALSE(make_asset("text/plain", "kurz", Caching::Revalidate).gzip);
  EXPECT_FALSE(make_asset("font/woff2", page(), Caching::Immutable).brotli);
}

TEST(Asset, HashedNamesAreRecognised) {
  EXPECT_TRUE(has_hashed_name("/assets/familie-BfX3k9Qa.js"));
  EXPECT_TRUE(has_hashed_name("/assets/familie-D-_k9Qa1.css"));
  EXPECT_TRUE(has_hashed_name("/daten/regelbuch-0123456789abcdef0123456789abcdef.frb"));
  EXPECT_FALSE(has_hashed_name("/assets/kern.min.css"));
  EXPECT_FALSE(has_hashed_name("/assets/fira-sans-v17-latin-regular.woff2"));
  EXPECT_FALSE(has_hashed_name("/favicon.svg"));
}

TEST(Asset, TypesByEnding) {
  EXPECT_EQ(media_type("/a/b.wasm"), "application/wasm");
  EXPECT_EQ(media_type("x.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(media_type("x"), "application/octet-stream");
}

}  // namespace
}  // namespace fr::http
