// HAR (HTTP Archive 1.2), plain or compressed (.zhar).
#pragma once

#include <memory>
#include <string>

#include "audit/archive.h"
#include "audit/formats/archive_window.h"
#include "audit/formats/har_contents.h"
#include "audit/formats/har_parser.h"

namespace caveat::audit {

/// Gives every entry that has a response. Memory is that of one entry.
class HarArchive final : public Archive {
 public:
  HarArchive(std::string name, std::unique_ptr<ArchiveWindow> window, std::unique_ptr<HarContents> contents);
  /// With contents beside it.
  HarArchive(const std::string& name, std::unique_ptr<ArchiveWindow> window);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override;
  ArchivedBody body_state() const override { return state_; }
  const std::string& body_flaw() const override { return flaw_; }
  std::uint64_t position() const override { return window_->position(); }

 private:
  bool read_entries();
  void read_content_file(HarEntry& entry);
  ArchivePlace place() const;
  ArchiveFault last_fault(std::string reason);

  std::string name_;
  std::unique_ptr<ArchiveWindow> window_;
  std::unique_ptr<HarContents> contents_;
  HarParser parser_;
  bool at_end_ = false;
  std::uint64_t number_ = 0;  ///< of entries so far
  std::string body_;
  bool body_given_ = true;
  ArchivedBody state_ = ArchivedBody::whole;
  std::string flaw_;
};

}  // namespace caveat::audit
