// The files of assets/ and texte/ as the build packed them in, by file name. Unknown name: empty.
#pragma once

#include <string_view>

namespace fr {

std::string_view portal_text(std::string_view name);

}  // namespace fr
