// All records of a database, read once: a look-up is a walk down the tree and one step here.
#pragma once

#include <cstdint>
#include <vector>

#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// Immutable; look-ups allocate nothing. Twelve bytes a record, and each distinct Location once.
class RecordTable {
 public:
  /// Reads every record of `database` by `schema`; keeps neither.
  RecordTable(const Database& database, const Schema& schema);

  /// What the record at `offset` says. Null for an offset that is none of the database's.
  const Location* find(std::uint32_t offset) const;

 private:
  struct Entry {
    std::uint32_t offset = 0;
    std::uint32_t location = 0;  ///< index
  };

  void settle(std::uint32_t end);

  std::vector<Location> locations_;
  std::vector<Entry> entries_;         ///< ascending
  std::vector<std::uint32_t> starts_;  ///< of each stretch of offsets, its first entry
  std::uint32_t stretch_ = 1;          ///< offsets in one
};

}  // namespace caveat::geoip
