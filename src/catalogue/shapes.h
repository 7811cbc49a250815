// Families of every shape that the drawing knows, of whom nothing is known: alone, with children, as every
// kind of couple with shared and expected children, three generations with care, parents in two houses.
#pragma once

#include <vector>

#include "program/situation.h"

namespace fr {

std::vector<Situation> family_shapes();

}  // namespace fr
