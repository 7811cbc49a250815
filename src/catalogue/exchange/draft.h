// An XZuFi message as drafts for a catalogue: a folder per service with its texts and the head of its rules, a file
// per office. A draft does not compile: who is entitled, and whatever else the message does not say, is named in it
// as a comment, for an editor to write.
#pragma once

#include <string>
#include <vector>

#include "catalogue/exchange/xzufi.h"

namespace fr::xzufi {

struct DraftFile {
  std::string path;  // "spielgeld/de.md"; of lower-case letters, digits, hyphens and one dot
  std::string text;
};
std::vector<DraftFile> drafts(const Nachricht& message);

}  // namespace fr::xzufi
