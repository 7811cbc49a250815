// json::pretty without a tree: what a Writer wrote, printed again piece by piece with two blanks per level. An answer about
// a large family has many megabytes; its tree would have many times as many.
#pragma once

#include <functional>
#include <string_view>

namespace fr::json {

void pretty(std::string_view written, const std::function<void(std::string_view)>& out);

}  // namespace fr::json
