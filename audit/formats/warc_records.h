// The records of a WARC file (ISO 28500:2017), one after another.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <optional>
#include <string>

#include "audit/archive.h"
#include "audit/formats/archive_window.h"
#include "audit/formats/record_block.h"
#include "audit/formats/warc_header.h"

namespace caveat::audit {

/// Finds records, also behind what is none. Knows nothing of what they hold.
class WarcRecords {
 public:
  /// `name`: of the archive, for places.
  WarcRecords(std::string name, std::unique_ptr<ArchiveWindow> window);
  WarcRecords(const WarcRecords&) = delete;
  WarcRecords& operator=(const WarcRecords&) = delete;

  /// Goes to the next record, past what is left of the present one; false behind the last.
  boost::system::result<bool, ArchiveFault> next();

  const WarcHeader& header() const { return header_; }
  const ArchivePlace& place() const { return place_; }
  RecordBlock& block() { return block_; }
  /// Has the block go on in the segments that follow (4.12 of the standard). `on_missing`: they do not.
  void join_segments(std::function<void()> on_missing);
  /// A fault of the present record.
  ArchiveFault fault(std::string_view reason) const { return {place_, std::string(reason), false}; }
  /// Whether the archive can be read from the present record on, without what is before it.
  bool may_be_read_from() const { return may_be_read_from_; }
  std::uint64_t position() const { return window_->position(); }

 private:
  std::optional<ArchiveFault> finish_record();
  void skip_line_ends();
  boost::system::result<std::size_t, std::string_view> header_length();
  ArchiveFault lost(std::string_view reason, char before);
  bool find_record(char before);
  bool next_segment(std::string_view origin, std::uint64_t& number, bool& is_over,
                    const std::function<void()>& on_missing);

  std::string name_;
  std::unique_ptr<ArchiveWindow> window_;
  RecordBlock block_;
  WarcHeader header_;
  WarcHeader segment_;
  ArchivePlace place_;
  bool may_be_read_from_ = false;
};

}  // namespace caveat::audit
