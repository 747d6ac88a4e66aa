#include "proxy/spliced_relay.h"

#include <fcntl.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::uint64_t kMostAtOnce = 1024 * 1024;

struct Moved {
  std::size_t bytes = 0;  ///< 0 without an error: not now
  error_code error;
};

Moved move(int from, int to, std::uint64_t bytes, unsigned flags) {
  const auto moved = ::splice(from, nullptr, to, nullptr, std::min(bytes, kMostAtOnce),
                              SPLICE_F_MOVE | SPLICE_F_NONBLOCK | flags);
  if (moved > 0) return {.bytes = static_cast<std::size_t>(moved), .error = {}};
  if (moved == 0) return {.bytes = 0, .error = asio::error::eof};
  if (errno == EAGAIN) return {};
  return {.bytes = 0, .error = error_code(errno, boost::system::system_category())};
}

}  // namespace

asio::awaitable<SplicedRelay> relay_spliced(Wire& from, Wire& to, PipePool& pipes, std::uint64_t bytes,
                                            SpliceTimes times) {
  SplicedRelay relay;
  Pipe pipe = pipes.take();
  if (!pipe.is_valid()) co_return relay;
  std::uint64_t taken = 0;  // from `from`; what `to` does not have yet is in the pipe
  while (relay.moved < bytes) {
    if (taken == relay.moved) {
      const Moved in = move(from.native_handle(), pipe.write_end(), bytes - taken, 0);
      taken += in.bytes;
      relay.from_error = in.error;
      if (!in.error && in.bytes == 0) relay.from_error = co_await from.wait_readable(times.from);
      if (relay.from_error) break;
      continue;
    }
    const unsigned more = taken < bytes ? SPLICE_F_MORE : 0U;
    const Moved out = move(pipe.read_end(), to.native_handle(), taken - relay.moved, more);
    relay.moved += out.bytes;
    relay.to_error = out.error;
    if (!out.error && out.bytes == 0) relay.to_error = co_await to.wait_writable(times.to);
    if (relay.to_error) break;
  }
  if (taken == relay.moved) pipes.keep(std::move(pipe));
  co_return relay;
}

}  // namespace caveat::proxy
