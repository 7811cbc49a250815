// One error as the door reports it: what is wrong, where, why, and what to do. German, for people.
// Plain data; everything that reads foreign bytes in core answers with one of these instead of throwing.
#pragma once

#include <string>

namespace fr {

struct Trouble {
  std::string what;    // a full sentence
  std::string where;   // "persons.mia.Geburtstag" or "Zeile 3, Spalte 7"; may be empty
  std::string why;     // a full sentence or empty
  std::string remedy;  // a full sentence or empty

  std::string message() const {
    std::string all = where.empty() ? what : where + ": " + what;
    if (!why.empty()) all += " " + why;
    if (!remedy.empty()) all += " " + remedy;
    return all;
  }
};

}  // namespace fr
