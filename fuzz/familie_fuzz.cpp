// Any bytes as a family file (and as a whole request): the door answers with JSON, always.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/familienrathaus.h"
#include "fuzz/spielregeln.h"
#include "program/compile.h"

namespace {

const fr::Rulebook& book() {
  static const fr::Rulebook made = [] {
    fr::Compiled compiled = fr::compile({{"spielregeln", kSpielregeln, fr::Layer::Federal, ""}});
    if (!compiled.ok()) std::abort();
    return std::move(compiled.book);
  }();
  return made;
}

void demand_json(const std::string& answer) {
  if (answer.size() < 2 || answer.front() != '{' || answer.back() != '}') std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 13) return 0;
  static const char* const kDo[] = {
      R"("match","ask":false)", R"("match")", R"("timeline","months":3)",
      R"("why","service":"spielgeld")", R"("nearest","service":"spielgeld","for":"mia")",
      R"("curve","entity":"anna","fact":"Lohn","from":"0","to":"4000","points":3)"};
  const std::string text(reinterpret_cast<const char*>(data), size);
  demand_json(fr::answer(book(), text));
  demand_json(fr::answer(book(), std::string("{\"do\":") + kDo[size % 6] + ",\"family\":" + text + "}"));
  return 0;
}
