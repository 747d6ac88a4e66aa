#include "proxy/socket_reactor.h"

#include <sys/epoll.h>

#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <deque>
#include <system_error>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kEventsAtOnce = 128;

int open_epoll() {
  const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
  return descriptor;
}

error_code control(int epoll, int operation, int descriptor, SocketWatcher& watcher, std::uint32_t events) {
  epoll_event event{};
  event.events = events | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &watcher;
  if (::epoll_ctl(epoll, operation, descriptor, &event) == 0) return {};
  return error_code(errno, boost::system::system_category());
}

}  // namespace

asio::execution_context::id SocketReactor::id;

SocketReactor& SocketReactor::of(asio::io_context& io) {
  return asio::use_service<SocketReactor>(io);
}

SocketReactor::SocketReactor(asio::io_context& io)
    : asio::execution_context::service(io), io_(io), epoll_(io, open_epoll()) {}

SocketReactor::~SocketReactor() = default;

void SocketReactor::shutdown() {
  // Whoever waits holds sockets with waits of others: all are taken before the first is destroyed.
  std::deque<SocketWait> left;
  for (SocketWaits* waits : {&waiting_, &ended_}) {
    while (!waits->empty()) {
      waits->front().hand_over(left.emplace_back());
      waits->pop_front();
    }
  }
}

error_code SocketReactor::watch(int descriptor, SocketWatcher& watcher, std::uint32_t events) {
  return control(epoll_.native_handle(), EPOLL_CTL_ADD, descriptor, watcher, events);
}

error_code SocketReactor::rewatch(int descriptor, SocketWatcher& watcher, std::uint32_t events) {
  return control(epoll_.native_handle(), EPOLL_CTL_MOD, descriptor, watcher, events);
}

void SocketReactor::forget(int descriptor) {
  ::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, descriptor, nullptr);
}

void SocketReactor::begin(SocketWait& wait) {
  waiting_.push_back(wait);
  if (!armed_ && !telling_) arm();
}

void SocketReactor::end(SocketWait& wait, WaitEnd how) {
  wait.note_end(how);
  if (wait.is_linked()) wait.unlink();
  ended_.push_back(wait);
  if (!telling_) post_ended();
}

void SocketReactor::arm() {
  armed_ = true;
  epoll_.async_wait(asio::posix::stream_descriptor::wait_read, [this](const error_code& error) {
    armed_ = false;
    if (!error) take_events();
    if (!waiting_.empty() && !armed_) arm();
  });
}

void SocketReactor::take_events() {
  telling_ = true;
  std::array<epoll_event, kEventsAtOnce> events;
  const int count = ::epoll_wait(epoll_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
  ++turn_;
  // Where as many came as there was room for, others may have to wait for the next turn.
  heard_all_ = count >= 0 && count < static_cast<int>(events.size());
  // Nobody is called before all is noted: whoever runs may destroy a socket that has an event here.
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    static_cast<SocketWatcher*>(event.data.ptr)->note(event.events);
  }
  call_ended();
  telling_ = heard_all_ = false;
  if (!ended_.empty()) post_ended();
}

void SocketReactor::call_ended() {
  // What ends meanwhile has to let others have their turn first.
  SocketWaits now;
  now.swap(ended_);
  while (!now.empty()) {
    SocketWait& wait = now.front();
    now.pop_front();
    wait.finish();
  }
}

void SocketReactor::post_ended() {
  if (posted_) return;
  posted_ = true;
  asio::post(io_, [this] {
    posted_ = false;
    call_ended();
    // The wait for events must not keep an io_context alive in which nobody waits.
    error_code ignored;
    if (waiting_.empty() && armed_) epoll_.cancel(ignored);
  });
}

}  // namespace caveat::proxy
