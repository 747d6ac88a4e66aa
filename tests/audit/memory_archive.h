// An archive of responses in memory.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "archived.h"
#include "audit/archive.h"

namespace caveat::audit::tests {

/// Some record: a response, or a fault.
struct MemoryRecord {
  ArchivedResponse response;
  std::string fault{};  ///< empty: none
};

class MemoryArchive final : public Archive {
 public:
  using Records = std::shared_ptr<const std::vector<MemoryRecord>>;
  MemoryArchive(std::string path, Records records) : path_(std::move(path)), records_(std::move(records)) {}

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override {
    if (next_ == records_->size()) return std::optional<ArchivedExchange>();
    const MemoryRecord& record = (*records_)[next_];
    const ArchivePlace place{.archive = path_, .offset = next_ * 100, .record = {}};
    body_given_ = false;
    ++next_;
    if (!record.fault.empty()) return ArchiveFault{place, record.fault, false};
    ArchivedExchange exchange = record.response.exchange;
    exchange.place = place;
    return std::optional(std::move(exchange));
  }
  std::string_view read_body() override {
    if (std::exchange(body_given_, true)) return {};
    ++bodies_read;
    return (*records_)[next_ - 1].response.body;
  }
  ArchivedBody body_state() const override { return ArchivedBody::whole; }
  const std::string& body_flaw() const override { return no_flaw_; }
  std::uint64_t position() const override { return next_ * 100; }

  static inline std::size_t bodies_read = 0;

 private:
  std::string path_;
  Records records_;
  std::size_t next_ = 0;
  bool body_given_ = false;
  std::string no_flaw_;
};

}  // namespace caveat::audit::tests
