// ARC 1.0 and 1.1, and version 2, plain or a gzip member a record.
#pragma once

#include <string>

#include "audit/archive.h"
#include "audit/formats/arc_header.h"
#include "audit/formats/payload_reader.h"

namespace caveat::audit {

class ArcArchive final : public Archive {
 public:
  ArcArchive(std::string name, std::unique_ptr<ArchiveWindow> window);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override { return payload_.read(); }
  ArchivedBody body_state() const override { return payload_.state(); }
  const std::string& body_flaw() const override { return payload_.flaw(); }
  std::uint64_t position() const override { return window_->position(); }

 private:
  using Found = boost::system::result<std::optional<ArchivedExchange>, ArchiveFault>;

  std::optional<ArchiveFault> finish_record();
  std::string_view next_line();
  ArchiveFault lost(std::string_view reason);
  bool find_record();
  Found exchange_of(const ArcHeader& header);
  ArchivedExchange finished(ArchivedExchange exchange);

  std::string name_;
  std::unique_ptr<ArchiveWindow> window_;
  RecordBlock block_;
  PayloadReader payload_;
  ArchivePlace place_;
  std::string line_;
  std::uint64_t number_ = 0;  ///< of the record, from 1
};

}  // namespace caveat::audit
