#include "program/program.h"

namespace fr {

const Program* in_force(const Rulebook& book, Month month) {
  if (month < book.from || month >= book.until) return nullptr;
  for (const Program& program : book.programs) {
    if (program.from <= month && month < program.until) return &program;
  }
  return nullptr;
}

}  // namespace fr
