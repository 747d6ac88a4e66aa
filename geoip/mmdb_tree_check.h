// Walks the search tree of a MaxMind DB: no way is longer than an address, every leaf leads into the data.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geoip/mmdb_file.h"

namespace caveat::geoip {

/// Distinct data-section offsets that the leaves lead to, ascending; or what is wrong. `tree` has
/// `shape.tree_bytes()` bytes; offsets are below `data_size`.
boost::system::result<std::vector<std::uint32_t>, std::string> check_mmdb_tree(
    std::span<const std::uint8_t> tree, const MmdbShape& shape, std::size_t data_size);

}  // namespace caveat::geoip
