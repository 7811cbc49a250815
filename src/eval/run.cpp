// Runs a whole program (machine.h) and decides whether its failures matter (faults.cpp).
#include "eval/run.h"

#include <utility>

#include "eval/machine.h"

namespace fr {

Result<Run> run(const Rulebook& book, const Program& program, const Batch& batch, Carrier carrier) {
  auto registers = std::make_unique<Run::Registers>(program.code.size());
  Machine machine(book, program, batch, carrier, registers.get());
  machine.execute();
  Run result(std::move(registers));
  if (carrier == Carrier::Exact) {
    if (auto unknown = machine.unknown_fact()) return std::unexpected(std::move(*unknown));
    if (machine.faults().empty()) return result;
    for (const Fault& fault : machine.faults()) {
      if (fault.what == EvalError::What::UnknownFact) return std::unexpected(machine.error(fault));
    }
    // Whether a failed value matters is seen where it is "any value".
    if (auto wide = run(book, program, batch, Carrier::Bounds); !wide) {
      return std::unexpected(std::move(wide.error()));
    }
    return result;
  }
  if (!machine.faults().empty()) {
    if (const Fault* fault = decisive_fault(program, batch, result, machine.faults())) {
      return std::unexpected(machine.error(*fault));
    }
  }
  return result;
}

Run::Run(std::unique_ptr<Registers> registers)
    : registers_(std::move(registers)), slots_(registers_->slots.data()) {}
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;
Run::~Run() = default;

}  // namespace fr
