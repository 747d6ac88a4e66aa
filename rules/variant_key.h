// What tells the contributions of one rule to different responses apart.
#pragma once

#include <memory_resource>
#include <string>

namespace caveat::rules {

/// Where two facts append the same, they get the same Program. Every request makes one, in memory of its
/// caller's.
using VariantKey = std::pmr::string;

}  // namespace caveat::rules
