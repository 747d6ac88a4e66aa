#include "proxy/descriptor_budget.h"

#include <dirent.h>
#include <sys/resource.h>

#include <algorithm>

namespace caveat::proxy {
namespace {

/// Rules, databases and certificates that are read again, names that are looked up, scrapes.
constexpr std::size_t kToSpare = 8;
/// Where the system does not tell how many are open.
constexpr std::size_t kUsuallyOpen = 64;
std::optional<std::size_t> open_now() {
  DIR* const folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return std::nullopt;
  std::size_t entries = 0;
  while (::readdir(folder) != nullptr) ++entries;
  ::closedir(folder);
  constexpr std::size_t kNotOurs = 3;  // ".", ".." and the one that reads
  return std::max(entries, kNotOurs) - kNotOurs;
}

}  // namespace

Descriptors descriptors_of_process() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = 1024;
  return {.allowed = static_cast<std::size_t>(limit.rlim_cur), .open = open_now()};
}

std::size_t connections_within(const Descriptors& descriptors, std::size_t threads) {
  const std::size_t of_thread = turned_away_at_once(0) + requests_beside_others(0) + 2 * pipes_within(0);
  const std::size_t taken = descriptors.open.value_or(kUsuallyOpen) + kToSpare + threads * of_thread;
  const std::size_t left = descriptors.allowed > taken ? descriptors.allowed - taken : 0;
  // In sixteenths: two for each reader, a quarter for requests beside others, an eighth for pipes, a
  // sixteenth for who is turned away.
  return std::max(left * 16 / (32 + 4 + 2 + 1), threads);
}

}  // namespace caveat::proxy
