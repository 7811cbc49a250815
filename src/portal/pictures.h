// The portal's own drawings: the house, a pictogram per theme. Inline SVG without colours of its own: the style
// sheet dresses its classes, so that they follow light, dark and forced colours.
#pragma once

#include <string_view>

#include "portal/html.h"

namespace fr {

Html logo();
Html globe();
Html pictogram(std::string_view theme);  // by slug; a plain house for a theme without a picture

}  // namespace fr
