#include <cstring>
#include <limits>

#include "eval/fast/kernels.h"

#define FR_SET_NAME "basis"
namespace fr::fast::basis {
#include "eval/fast/kernels.inc"
}  // namespace fr::fast::basis
