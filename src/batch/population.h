// A synthetic population from published marginals: which kinds of households there are, how old people are, what they
// earn and pay. The figures stand in a file (bevoelkerung/*.json, docs/bevoelkerung.md), each with its source or with
// the reason why there is none; here is only the drawing of lots.
//
// Family i depends on the seed and on i alone, so any number of threads and any cut gives the same population. Within a
// block, families are ordered by kind and ages: that is what `batch` computes fastest.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/trouble.h"
#include "eval/fast/families.h"
#include "program/program.h"

namespace fr::batch {

class Population {
 public:
  struct TakeUp {             // how many of those entitled take a service
    std::string service;
    std::int64_t share;       // decimal
    std::string source;
  };

  static std::expected<Population, Trouble> read(const Rulebook& book, const json::Value& definition);
  Population(Population&&) noexcept;
  ~Population();

  const std::string& name() const;
  std::uint64_t households() const;            // as the definition says
  std::vector<std::string> kinds() const;
  const std::vector<TakeUp>& take_up() const;
  const std::string& income_fact() const;      // by which deciles are cut
  std::vector<bool> present() const;

  // How many families of each kind there are among `count`.
  std::vector<std::uint64_t> shares(std::uint64_t count) const;
  // `count` families of one kind, the first of which is family number `first` of all.
  void draw(std::size_t kind, std::uint64_t first, std::uint32_t count, Month month, std::uint64_t seed, fast::Shapes& shapes,
            fast::Families* into) const;

 private:
  struct Data;
  explicit Population(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

struct PopulationOptions {
  std::string out;             // ".spalten": column file; else CSV
  Month month = 0;
  std::uint64_t count = 0;     // 0: the definition's
  std::uint64_t seed = 1;
  unsigned threads = 0;
};
std::expected<std::uint64_t, Trouble> write_population(const Rulebook& book, const Population& population, const PopulationOptions& options,
                                                       const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace fr::batch
