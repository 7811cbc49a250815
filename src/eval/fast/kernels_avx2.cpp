#include <cstring>
#include <limits>

#include "eval/fast/kernels.h"

#define FR_VECTOR_HIGH
#define FR_SET_NAME "avx2"
namespace fr::fast::avx2 {
#include "eval/fast/kernels.inc"
}  // namespace fr::fast::avx2
