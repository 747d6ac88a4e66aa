// What the targets of a Program's compiled selectors stand for.
#pragma once

#include <cstddef>
#include <cstdint>

#include "html/program.h"

namespace caveat::html {

/// One place of one insert.
struct PlaceTarget {
  std::size_t insert = 0;
  std::size_t rank = 0;
  Position position = Position::start_of;
};

/// Numbers: removes first, then attribute edits, then disables, then the places of all inserts, one after the
/// other.
class ProgramTargets {
 public:
  static std::uint32_t of_remove(std::size_t remove) { return static_cast<std::uint32_t>(remove); }
  static std::uint32_t of_attributes(const Program& program, std::size_t edit) {
    return static_cast<std::uint32_t>(program.removes().size() + edit);
  }
  static std::uint32_t of_disable(const Program& program, std::size_t edit) {
    return of_attributes(program, program.attributes().size() + edit);
  }
  static std::uint32_t first_place(const Program& program) {
    return of_disable(program, program.disables().size());
  }
  /// `target` is not less than first_place.
  static PlaceTarget place(const Program& program, std::uint32_t target) {
    std::size_t index = target - first_place(program);
    std::size_t insert = 0;
    while (index >= program.inserts()[insert].places.size())
      index -= program.inserts()[insert++].places.size();
    return {.insert = insert, .rank = index, .position = program.inserts()[insert].places[index].position};
  }
};

}  // namespace caveat::html
