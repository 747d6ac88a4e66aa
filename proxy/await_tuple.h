// How a coroutine of this room waits for Asio: with the error in what it is given, not thrown.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace caveat::proxy {

/// A completion token: `auto [error] = co_await timer.async_wait(kAwaitTuple)`.
inline constexpr auto kAwaitTuple = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace caveat::proxy
