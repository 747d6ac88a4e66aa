#include "proxy/worker.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "proxy/await_tuple.h"
#include "proxy/descriptor_budget.h"
#include "proxy/peer_address.h"
#include "proxy/server_log.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::milliseconds kPauseAfterFailedAccept{100};
constexpr std::chrono::milliseconds kPauseWhileFull{10};

}  // namespace

Worker::Worker(const SharedParts& shared, const std::vector<ListeningPoint>& points)
    : pipes_(pipes_within(shared.connections_per_worker)),
      edits_(shared.remembered_bytes_per_worker),
      upstream_slots_(shared.connections_per_worker + requests_beside_others(shared.connections_per_worker)),
      turns_(io_, requests_beside_others(shared.connections_per_worker)),
      deadlines_(io_),
      current_(shared.snapshot, io_, deadlines_, upstream_slots_),
      commits_(std::make_shared<CommitDesk>(io_, shared.evidence)),
      services_{io_,
                current_,
                shared.options.acceptance,
                shared.options.evidence,
                shared.metrics,
                shared.record_sinks,
                deadlines_,
                shared.clock,
                shared.certificates,
                pipes_,
                turns_,
                edits_,
                shared.reader_limits,
                shared.evidence,
                commits_},
      most_connections_(shared.connections_per_worker) {
  services_.capture = shared.capture;
  for (const ListeningPoint& point : points) {
    listeners_.push_back(
        std::make_unique<Listener>(Listener{{io_, point.protocol, point.descriptor}, point.terms}));
    asio::co_spawn(io_, accept(*listeners_.back()), [](const std::exception_ptr& bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }
}

Worker::~Worker() {
  commits_->close();
}

void Worker::run() {
  io_.run();
}

asio::awaitable<void> Worker::accept(Listener& listener) {
  asio::steady_timer pause(io_);
  while (listener.acceptor.is_open()) {
    if (connections_ >= most_connections_ + turned_away_at_once(most_connections_)) {
      // Whoever is turned away holds a descriptor, too: the others wait where the kernel keeps them.
      pause.expires_after(kPauseWhileFull);
      co_await pause.async_wait(kAwaitTuple);
      continue;
    }
    StreamEndpoint peer;
    auto [error, socket] = co_await listener.acceptor.async_accept(peer, kAwaitTuple);
    if (!error) {
      begin_session(std::move(socket), address_of(peer), listener.terms);
    } else if (listener.acceptor.is_open()) {
      // Out of descriptors, most likely: trying again at once would only burn the processor.
      pause.expires_after(kPauseAfterFailedAccept);
      co_await pause.async_wait(kAwaitTuple);
    }
  }
}

void Worker::begin_session(StreamSocket socket, const geoip::Address& peer, const ListenTerms& terms) {
  error_code ignored;  // a Unix socket has no such option
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  ++connections_;
  services_.metrics.connection_opened();
  asio::co_spawn(io_, hold_session(std::move(socket), peer, terms), [this](const std::exception_ptr& bug) {
    --connections_;
    services_.metrics.connection_closed();
    if (bug) log_bug("session", bug);
    end_if_drained();
  });
}

asio::awaitable<void> Worker::hold_session(StreamSocket socket, geoip::Address peer, ListenTerms terms) {
  Session session(services_, std::move(socket), peer, terms);
  sessions_.push_back(session);
  if (connections_ > most_connections_) {
    co_await session.turn_away(503, "connections");
    co_return;
  }
  co_await session.run();
}

void Worker::drain() {
  asio::post(io_, [this] {
    services_.draining = true;
    take_waiting();
    error_code ignored;
    for (const auto& listener : listeners_) listener->acceptor.close(ignored);
    current_.close_kept();
    for (Session& session : sessions_) session.drain();
    for (Tunnel& tunnel : services_.tunnels) tunnel.end();
    end_if_drained();
  });
}

void Worker::refresh() {
  asio::post(io_, [this] { current_.now(); });
}

void Worker::answer(std::function<void()> done) {
  asio::post(io_, std::move(done));
}

/// A connection that is established and not accepted would be reset when the listening socket is closed.
void Worker::take_waiting() {
  for (const auto& listener : listeners_) {
    error_code error;
    listener->acceptor.non_blocking(true, error);
    while (!error) {
      StreamEndpoint peer;
      StreamSocket socket(io_);
      listener->acceptor.accept(socket, peer, error);
      if (!error) begin_session(std::move(socket), address_of(peer), listener->terms);
    }
  }
}

void Worker::end_if_drained() {
  if (!services_.draining || connections_ > 0) return;
  current_.close_kept();
  deadlines_.stop();
}

}  // namespace caveat::proxy
