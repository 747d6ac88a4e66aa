// What goes on once a socket is ready, or nobody wants to wait for it any longer.
#pragma once

#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace caveat::proxy {

enum class WaitEnd : std::uint8_t {
  ready,
  cancelled,
  failed,  ///< the kernel has no memory to watch one more socket
};

/// A handler of `void(WaitEnd)`, kept without an allocation: room for one coroutine of Asio's. In a list of
/// its SocketReactor while it waits.
class SocketWait
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  SocketWait() = default;
  SocketWait(const SocketWait&) = delete;
  SocketWait& operator=(const SocketWait&) = delete;
  /// What waits does not go on.
  ~SocketWait() { drop(); }

  bool holds_handler() const { return act_ != nullptr; }

  template <typename Handler>
  void keep(Handler&& handler) {
    using Kept = std::decay_t<Handler>;
    static_assert(sizeof(Kept) <= kRoom);
    static_assert(alignof(Kept) <= alignof(std::max_align_t));
    static_assert(std::is_nothrow_move_constructible_v<Kept>);
    new (room_) Kept(std::forward<Handler>(handler));
    act_ = [](SocketWait& self, Act act, WaitEnd end, SocketWait* to) {
      Kept* const kept = std::launder(reinterpret_cast<Kept*>(self.room_));
      Kept taken(std::move(*kept));
      std::destroy_at(kept);
      switch (act) {
        case Act::call:
          return std::move(taken)(end);
        case Act::hand_over:
          return to->keep(std::move(taken));
        case Act::drop:
          return;
      }
    };
    over_ = false;
  }

  /// Calls the handler, which may keep the next one here, or destroy this.
  void finish() { std::exchange(act_, nullptr)(*this, Act::call, end_, nullptr); }
  /// Destroys the handler, and with it whoever waits.
  void drop() {
    if (holds_handler()) std::exchange(act_, nullptr)(*this, Act::drop, WaitEnd::cancelled, nullptr);
  }
  /// `to`, which has none, gets the handler.
  void hand_over(SocketWait& to) {
    if (holds_handler()) std::exchange(act_, nullptr)(*this, Act::hand_over, WaitEnd::cancelled, &to);
  }

  /// Whether the handler waits for something still to happen.
  bool is_waiting() const { return holds_handler() && !over_; }
  /// How the wait ended; its handler has to be called yet.
  void note_end(WaitEnd end) {
    over_ = true;
    end_ = end;
  }
  WaitEnd end() const { return end_; }

 private:
  enum class Act : std::uint8_t { call, drop, hand_over };
  static constexpr std::size_t kRoom = 4 * sizeof(void*);

  alignas(std::max_align_t) std::byte room_[kRoom];
  void (*act_)(SocketWait& self, Act act, WaitEnd end, SocketWait* to) = nullptr;
  WaitEnd end_ = WaitEnd::ready;
  bool over_ = false;
};

using SocketWaits = boost::intrusive::list<SocketWait, boost::intrusive::constant_time_size<false>>;

}  // namespace caveat::proxy
