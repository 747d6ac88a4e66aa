// "Did you mean": the known name that a misspelt one is nearest to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace caveat::rules {

/// The name with the smallest edit distance (swapped neighbours count least) if it is near enough to be what
/// the author meant, else the only one that begins with `wrong`. Case does not count. Of equally near names
/// the first.
std::optional<std::string_view> nearest_name(std::string_view wrong, std::span<const std::string_view> known);

/// "did you mean `x`?", or empty if no name is near.
std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known);

}  // namespace caveat::rules
