// Any bytes as a rule file: the parser ends with messages, never with a crash; what it accepts, the
// formatter prints in a form that it accepts again and would not change; the checker survives it.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "language/parse.h"
#include "program/compile.h"

namespace {

void demand(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 16) return 0;
  fr::Source source{"eingabe.regel", std::string(reinterpret_cast<const char*>(data), size),
                    fr::Layer::Federal, ""};
  const fr::Parsed first = fr::parse(source, 0);
  demand(fr::render(first.diagnostics, {source}).size() < 1 << 24);
  if (!first.diagnostics.empty()) return 0;
  const std::string once = fr::format(first.file);
  const fr::Source again{source.name, once, source.layer, ""};
  const fr::Parsed second = fr::parse(again, 0);
  demand(second.diagnostics.empty());
  demand(fr::format(second.file) == once);
  if (size <= 4096) {
    const fr::Compiled compiled = fr::compile({source});
    demand(fr::render(compiled.diagnostics, {source}).size() < 1 << 24);
  }
  return 0;
}
