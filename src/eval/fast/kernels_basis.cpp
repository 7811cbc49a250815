#include <limits>

#include "eval/fast/kernels.h"

namespace fr::fast::basis {
namespace {
constexpr Value kLeastValue = std::numeric_limits<Value>::min(), kMostValue = std::numeric_limits<Value>::max();
}
#include "eval/fast/kernels.inc"
}  // namespace fr::fast::basis
