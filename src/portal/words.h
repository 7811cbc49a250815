// What the portal itself says on service and office pages, in each of its languages.
#pragma once

#include <span>
#include <string_view>

#include "program/program.h"

namespace fr {

struct Words {
  std::string_view language;  // as in prose file names: "de", "leicht", "en"
  std::string_view lang;      // BCP 47, for the lang attribute
  std::string_view prefix;    // of paths: "", "/leicht", "/en"
  std::string_view own_name;  // "Deutsch"
  std::string_view skip, family, topics, home, for_whom, amount, steps, documents, documents_hint,
      deadlines, missed, responsible, limits, law, as_of, sources, sometimes, where_from, other_languages,
      unreviewed, draw, part_of, includes, address, phone, email, web, hours, accessibility, spoken,
      source, not_known, services_here, next_step, german_only;
};

std::span<const Words> languages();            // German first
const Words& german();
std::string_view effect_word(Effect effect, const Words& words);
std::string_view level_word(Level level, const Words& words);
std::string_view per_word(Per per, const Words& words);

}  // namespace fr
