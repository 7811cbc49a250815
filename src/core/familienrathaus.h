// The one public face of the engine: a JSON request in, a JSON answer out. The same code natively and in
// the browser's module (wasm.cpp). Errors are answers too ({"error": …}); nothing is thrown.
// Pure: no clock, disk or locale; may be called from several threads on one rulebook.
//
// Requests have "do" ("match" "why" "nearest" "timeline" "curve" "vocabulary") and, but for the
// vocabulary, "family" (see family.h) and optionally "month".
#pragma once

#include <string>
#include <string_view>

#include "core/trouble.h"
#include "program/program.h"

namespace fr {

struct Memory;  // core/memory.h

std::string answer(const Rulebook& book, std::string_view request, Memory* memory = nullptr);

// {"error": {…}}
std::string error_answer(const Trouble& trouble);

}  // namespace fr
