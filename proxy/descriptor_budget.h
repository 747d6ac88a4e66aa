// How many readers the descriptors of the process are enough for.
#pragma once

#include <cstddef>
#include <optional>

namespace caveat::proxy {

/// How many requests of HTTP/2 may be under way beside another one of the same connection, where `most`
/// readers are connected: each takes a connection to the site, too.
constexpr std::size_t requests_beside_others(std::size_t most) {
  return 4 + most / 4;
}

/// How many pipes, of two descriptors each, move bytes past the program for `most` readers.
constexpr std::size_t pipes_within(std::size_t most) {
  return 2 + most / 16;
}

/// How many readers beyond `most` may hold a descriptor until they are told that there are too many.
constexpr std::size_t turned_away_at_once(std::size_t most) {
  return 4 + most / 16;
}

/// How many descriptors the process may open and has open; `open` is nullopt where the system does not tell.
struct Descriptors {
  std::size_t allowed = 0;
  std::optional<std::size_t> open;
};

Descriptors descriptors_of_process();

/// How many readers' connections, in all, leave a descriptor for the connection to the site behind each of
/// them, for `requests_beside_others` and `pipes_within`, with some to spare for files that are read again
/// and for those who are turned away. At least one a thread.
std::size_t connections_within(const Descriptors& descriptors, std::size_t threads);

}  // namespace caveat::proxy
