// What the browser's module keeps between two requests: the evaluation of the latest family, because a page asks
// several things about the same one (results, then reasons, then the best question). A pure function of the request
// all the same: with and without it every answer is the same. Belongs to one rulebook; a server keeps none.
#pragma once

#include <memory>

#include "eval/kept.h"

namespace fr {

struct Memory {
  Situation situation;
  std::shared_ptr<const Evaluation> evaluation;  // null: nothing yet
  std::shared_ptr<Kept> kept;                    // of the situation, or null
};

}  // namespace fr
