#include "proxy/spliced_relay.h"

#include <algorithm>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;

constexpr std::uint64_t kMostAtOnce = 1024 * 1024;

std::size_t at_most(std::uint64_t bytes) {
  return static_cast<std::size_t>(std::min(bytes, kMostAtOnce));
}

}  // namespace

asio::awaitable<SplicedRelay> relay_spliced(Wire& from, Wire& to, PipePool& pipes, std::uint64_t bytes,
                                            SpliceTimes times) {
  SplicedRelay relay;
  BorrowedPipe pipe(pipes);
  if (!pipe->is_valid()) co_return relay;
  std::uint64_t taken = 0;  // from `from`; what `to` does not have yet is in the pipe
  while (relay.moved < bytes) {
    if (taken == relay.moved) {
      const auto in = from.socket().splice_into(pipe->write_end(), at_most(bytes - taken));
      taken += in.bytes;
      relay.from_error = in.error;
      if (!in.error && in.bytes == 0) relay.from_error = co_await from.wait_readable(times.from);
      if (relay.from_error) break;
      continue;
    }
    const bool more_follows = taken < bytes;
    const auto out = to.socket().splice_from(pipe->read_end(), at_most(taken - relay.moved), more_follows);
    relay.moved += out.bytes;
    relay.to_error = out.error;
    if (!out.error && out.bytes == 0) relay.to_error = co_await to.wait_writable(times.to);
    if (relay.to_error) break;
  }
  if (taken == relay.moved) pipe.is_empty_again();
  co_return relay;
}

}  // namespace caveat::proxy
