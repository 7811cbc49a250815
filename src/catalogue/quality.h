// What an editor should mend beyond what cannot be: texts too hard for easy language, dead links, offices that nobody
// needs, service keys that cannot be, services that fit exactly the same families. German, one line each; empty = sound.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/prose.h"
#include "program/program.h"

namespace fr {

// Easy language (DIN SPEC 33429), as far as a machine can tell: at most this many words a sentence, one sentence a line,
// no subjunctive, no abbreviations, no brackets or semicolons, no "man".
inline constexpr std::size_t kEasyWords = 14;
std::vector<std::string> easy_findings(std::string_view text, const std::string& where);

std::vector<std::string> quality_findings(const Rulebook& book, const Texts& texts);

// Services whose claims say the same, word for word, in the state of the law of `month`; groups of two or more ids.
std::vector<std::vector<std::string>> same_claims(const Rulebook& book, Month month);

// Texts and offices whose Stand is more than `days` before `today`: "katalog/…/de.md: Stand 2025-01-01".
std::vector<std::string> stale(const Texts& texts, Day today, int days);

}  // namespace fr
