// Foreign bytes as an XZuFi message: read without harm, or one trouble; what was read and is written reads the same again.
#include <cstdlib>

#include "catalogue/exchange/xzufi.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = fr::xzufi::read({reinterpret_cast<const char*>(data), size});
  if (!message) return message.error().what.empty() ? std::abort(), 0 : 0;
  const std::string text = fr::xzufi::write(*message);
  const auto again = fr::xzufi::read(text);
  if (!again || fr::xzufi::write(*again) != text) std::abort();
  fr::xzufi::kept(*again);
  return 0;
}
