#include <limits>

#include "eval/fast/kernels.h"

#define FR_VECTOR_HIGH
namespace fr::fast::avx512 {
namespace {
constexpr Value kLeastValue = std::numeric_limits<Value>::min(), kMostValue = std::numeric_limits<Value>::max();
}
#include "eval/fast/kernels.inc"
}  // namespace fr::fast::avx512
