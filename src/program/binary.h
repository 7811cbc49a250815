// The binary form of a rulebook: what the browser loads and the server keeps. Versioned, little endian,
// length-prefixed; `read` trusts nothing: every index, table, kind and order is verified, so that the
// evaluator can rely on it. A file of another version is refused with a message, never guessed.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "program/program.h"

namespace fr {

std::vector<std::uint8_t> write(const Rulebook& book);
std::expected<Rulebook, std::string> read(std::span<const std::uint8_t> bytes);

// Structural soundness of a program against its rulebook; empty = sound, else a German message.
std::string verify(const Rulebook& book);

}  // namespace fr
