// Sends copies of lines elsewhere without holding anybody up.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "audit/shipping/line_transport.h"
#include "filter/evidence.h"

namespace caveat::audit {

/// Keeps what waits in memory, within a bound; what comes while that is reached is counted and dropped. Safe
/// to use from any thread.
class LineShipper {
 public:
  /// `name` lives as long as the program.
  LineShipper(std::string_view name, std::unique_ptr<LineTransport> transport);
  /// Gives what waits a second to go.
  ~LineShipper();
  LineShipper(const LineShipper&) = delete;
  LineShipper& operator=(const LineShipper&) = delete;

  /// Whole lines, each with its end. Never waits for the transport.
  void take(std::string_view lines);
  filter::EvidenceFigures::Shipment figures() const;

 private:
  void run();
  bool may_go_on() const;

  std::unique_ptr<LineTransport> transport_;  ///< of the thread
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::deque<std::string> waiting_;
  std::size_t waiting_bytes_ = 0;
  filter::EvidenceFigures::Shipment figures_;
  bool ending_ = false;
  std::chrono::steady_clock::time_point last_moment_{};
  std::thread thread_;
};

}  // namespace caveat::audit
