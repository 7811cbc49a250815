// The browser module's exports. The module imports nothing: it can compute, and nothing else.
// One rulebook per instance; single-threaded. Memory is the only thing that the page and the module share:
//   fr_alloc(size) -> ptr, fr_free(ptr)      buffers for what goes in
//   fr_load(ptr, len) -> 0 | 1               compiled rules; 1 = refused, the message is the result
//   fr_answer(ptr, len) -> ptr               the answer; its length is fr_result_size()
// The result lives until the next call of fr_load or fr_answer.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>

#include "core/familienrathaus.h"
#include "core/memory.h"
#include "program/binary.h"

#define FR_EXPORT(name) extern "C" __attribute__((export_name(#name), visibility("default")))

namespace {

constexpr std::size_t kMaxBuffer = 64 * 1024 * 1024;

std::string& result() {
  static std::string text;
  return text;
}

std::optional<fr::Rulebook>& book() {
  static std::optional<fr::Rulebook> rulebook;
  return rulebook;
}

fr::Memory& memory() {
  static fr::Memory of_the_latest_family;
  return of_the_latest_family;
}

}  // namespace

FR_EXPORT(fr_alloc) void* fr_alloc(std::size_t size) { return size > kMaxBuffer ? nullptr : std::malloc(size == 0 ? 1 : size); }

FR_EXPORT(fr_free) void fr_free(void* pointer) { std::free(pointer); }

FR_EXPORT(fr_load) int fr_load(const std::uint8_t* bytes, std::size_t size) {
  auto read = fr::read(std::span(bytes, size));
  if (!read) {
    result() = read.error();
    return 1;
  }
  result().clear();
  memory() = {};  // it points into the old rulebook
  book() = *std::move(read);
  return 0;
}

FR_EXPORT(fr_answer) const char* fr_answer(const char* request, std::size_t size) {
  result() = book() ? fr::answer(*book(), std::string_view(request, size), &memory())
                    : fr::error_answer({"Es ist kein Regelwerk geladen.", "", "", "Bitte zuerst fr_load aufrufen."});
  return result().data();
}

FR_EXPORT(fr_result_size) std::size_t fr_result_size() { return result().size(); }
