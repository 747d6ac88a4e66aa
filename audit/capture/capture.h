// The proxy's own capture: a sample of what readers got, as WARC files (docs/captures.md).
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "audit/capture/capture_files.h"
#include "audit/formats/warc_writer.h"
#include "filter/capture_sink.h"

namespace caveat::audit {

struct CaptureOptions {
  std::string warc;     ///< path with "{date}"
  double sample = 1.0;  ///< share of the responses, 0 to 1
  bool readers_with_cookies = false;
  std::uint64_t rotate_bytes = std::uint64_t{1} << 30;
  std::size_t body_bytes = 8 * 1024 * 1024;    ///< of one body
  std::size_t queue_bytes = 64 * 1024 * 1024;  ///< of what waits to be written
  std::string software;                        ///< name and version, for warcinfo records
};

/// Writes on a thread of its own. What comes faster than that is dropped, counted and told.
class Capture final : public filter::CaptureSink {
 public:
  /// `tell` is called on the writing thread: with a problem when one begins, with nothing when it is over.
  Capture(CaptureOptions options, std::function<void(const std::string& problem)> tell);
  /// Writes what waits.
  ~Capture() override;
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  bool wants_next() override;
  bool wants_readers_with_cookies() const override { return options_.readers_with_cookies; }
  std::size_t most_body_bytes() const override { return options_.body_bytes; }
  void captured(filter::CapturedResponse response) override;
  filter::CaptureFigures figures() const override;

 private:
  void run();
  void write(const filter::CapturedResponse& response);
  std::string append(const filter::CapturedResponse& response);
  void tell_of(const std::string& problem);

  const CaptureOptions options_;
  const std::function<void(const std::string&)> tell_;
  CaptureFiles files_;
  std::string problem_;  ///< that was told last
  std::atomic<std::uint64_t> seen_ = 0;
  std::atomic<std::uint64_t> written_ = 0;
  std::atomic<std::uint64_t> dropped_ = 0;
  std::atomic<std::uint64_t> withheld_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;
  std::uint64_t told_dropped_ = 0;

  std::mutex mutex_;  ///< of what follows
  std::condition_variable changed_;
  std::deque<filter::CapturedResponse> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace caveat::audit
