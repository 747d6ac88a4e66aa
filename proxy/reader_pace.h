// How slowly a reader may take a response.
#pragma once

#include <cstddef>

namespace caveat::proxy {

/// Who takes less within the time that nothing may be taken for (`limits.idle_time`) counts as taking
/// nothing: a few bytes now and then would hold a response, and the site's connection, for ever.
inline constexpr std::size_t kLeastTaken = 4 * 1024;

}  // namespace caveat::proxy
