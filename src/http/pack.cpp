#include "http/pack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "http/headers.h"

namespace fr::http {
namespace {

constexpr std::string_view kMagic = "FRPACK01";
constexpr std::uint32_t kMaxEntries = 200'000;

void put_u32(std::string& out, std::uint32_t v) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(v >> (8 * i));
}
void put_u64(std::string& out, std::uint64_t v) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(v >> (8 * i));
}
void put_text(std::string& out, std::string_view text) {
  put_u32(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

// Reads forward; after the end everything is 0 and `fine` is false.
struct Reader {
  std::string_view left;
  bool fine = true;

  std::string_view take(std::size_t n) {
    if (n > left.size()) return fine = false, std::string_view();
    const std::string_view out = left.substr(0, n);
    left.remove_prefix(n);
    return out;
  }
  std::uint64_t number(std::size_t bytes) {
    const std::string_view raw = take(bytes);
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) v |= static_cast<std::uint64_t>(static_cast<unsigned char>(raw[i])) << (8 * i);
    return v;
  }
  std::string_view text() { return take(static_cast<std::size_t>(number(4))); }
};

struct Entry {
  std::string_view path, type, cache_control, tag, plain, gzip, brotli;
};

std::string gunzip(std::string_view packed) {
  z_stream z{};
  if (inflateInit2(&z, 15 + 16) != Z_OK) return {};
  std::string out;
  char chunk[65536];
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  z.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK) {
    z.next_out = reinterpret_cast<Bytef*>(chunk);
    z.avail_out = sizeof chunk;
    state = inflate(&z, Z_NO_FLUSH);
    if (state == Z_OK || state == Z_STREAM_END) out.append(chunk, sizeof chunk - z.avail_out);
  }
  inflateEnd(&z);
  return state == Z_STREAM_END ? out : std::string();
}

std::string plain_of(const Entry& e) { return e.plain.empty() && !e.gzip.empty() ? gunzip(e.gzip) : std::string(e.plain); }

}  // namespace

struct Pack::Mapping {
  void* bytes = MAP_FAILED;
  std::size_t size = 0;
  std::vector<Entry> entries;  // sorted by path

  ~Mapping() {
    if (bytes != MAP_FAILED) munmap(bytes, size);
  }

  bool read() {
    Reader r{{static_cast<const char*>(bytes), size}};
    if (r.take(kMagic.size()) != kMagic) return false;
    const std::uint64_t length = r.number(8);
    Reader index{r.take(static_cast<std::size_t>(length))};
    if (!r.fine) return false;
    const std::string_view bodies = r.left;
    const std::uint64_t count = index.number(4);
    if (count > kMaxEntries) return false;
    for (std::uint64_t i = 0; i < count && index.fine; ++i) {
      Entry e{index.text(), index.text(), index.text(), index.text(), {}, {}, {}};
      for (std::string_view* body : {&e.plain, &e.gzip, &e.brotli}) {
        const std::uint64_t at = index.number(8), n = index.number(8);
        if (at > bodies.size() || n > bodies.size() - at) return false;
        *body = bodies.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(n));
      }
      entries.push_back(e);
    }
    return index.fine && std::is_sorted(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  }

  const Entry* find(std::string_view path) const {
    const auto found = std::lower_bound(entries.begin(), entries.end(), path, [](const Entry& e, std::string_view p) { return e.path < p; });
    return found != entries.end() && found->path == path ? &*found : nullptr;
  }
};

std::string write_pack(std::vector<PackItem> items) {
  std::sort(items.begin(), items.end(), [](const PackItem& a, const PackItem& b) { return a.path < b.path; });
  std::string index, bodies;
  put_u32(index, static_cast<std::uint32_t>(items.size()));
  const auto body = [&](const Bytes& bytes) {
    put_u64(index, bodies.size());
    put_u64(index, bytes ? bytes->size() : 0);
    if (bytes) bodies += *bytes;
  };
  for (const PackItem& item : items) {
    const Asset& a = item.asset;
    for (const std::string& text : {item.path, a.type, a.cache_control, a.tag}) put_text(index, text);
    body(a.gzip ? nullptr : a.plain);
    body(a.gzip);
    body(a.brotli);
  }
  std::string out(kMagic);
  put_u64(out, index.size());
  return out + index + bodies;
}

std::expected<Pack, std::string> Pack::open(const std::filesystem::path& file) {
  const auto refuse = [&](const char* why) { return std::unexpected("Die Seiten lassen sich nicht öffnen (" + file.string() + "): " + why); };
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return refuse(std::strerror(errno));
  struct stat about {};
  auto mapping = std::make_unique<Mapping>();
  if (::fstat(fd, &about) == 0 && about.st_size > 0) {
    mapping->size = static_cast<std::size_t>(about.st_size);
    mapping->bytes = ::mmap(nullptr, mapping->size, PROT_READ, MAP_SHARED, fd, 0);
  }
  ::close(fd);
  if (mapping->bytes == MAP_FAILED) return refuse("Die Datei ist leer oder lässt sich nicht einblenden.");
  if (!mapping->read()) return refuse("Die Datei ist beschädigt oder von einer anderen Fassung. Bitte neu übersetzen.");
  return Pack(std::move(mapping));
}

bool Pack::has(std::string_view path) const { return mapping_->find(path) != nullptr; }

std::string Pack::text(std::string_view path) const {
  const Entry* e = mapping_->find(path);
  return e == nullptr ? std::string() : plain_of(*e);
}

std::optional<Response> Pack::respond(std::string_view path, const Request& request, int status) const {
  const Entry* e = mapping_->find(path);
  if (e == nullptr) return std::nullopt;
  return http::respond({e->type, e->cache_control, e->tag, !e->gzip.empty(), !e->brotli.empty()}, request, status, [&](Encoding encoding) {
    return std::make_shared<const std::string>(encoding == Encoding::Brotli ? std::string(e->brotli)
                                               : encoding == Encoding::Gzip ? std::string(e->gzip) : plain_of(*e));
  });
}

Pack::Pack(std::unique_ptr<Mapping> mapping) : mapping_(std::move(mapping)) {}
Pack::Pack(Pack&&) noexcept = default;
Pack& Pack::operator=(Pack&&) noexcept = default;
Pack::~Pack() = default;

}  // namespace fr::http
