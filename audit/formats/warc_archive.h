// WARC 0.17 to 1.1, in any packing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/formats/payload_reader.h"
#include "audit/formats/warc_records.h"

namespace caveat::audit {

/// Gives responses, resources, revisits and conversions of http and https URLs. A request counts for the
/// response it is concurrent to if it stands before it, and so does a capture note (docs/captures.md).
class WarcArchive final : public Archive {
 public:
  WarcArchive(std::string name, std::unique_ptr<ArchiveWindow> window);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override { return payload_.read(); }
  ArchivedBody body_state() const override { return payload_.state(); }
  const std::string& body_flaw() const override { return payload_.flaw(); }
  std::uint64_t position() const override { return records_.position(); }

 private:
  struct StoredRequest {
    std::string id;
    std::string concurrent_to;
    std::string url;
    filter::RequestHead head;
  };
  struct StoredNote {
    std::string concurrent_to;
    CaptureNote note;
  };
  using Found = boost::system::result<std::optional<ArchivedExchange>, ArchiveFault>;

  Found exchange_of(std::string_view type);
  Found response();
  ArchivedExchange resource();
  ArchivedExchange revisit();
  ArchivedExchange begin_exchange();
  void join_request(ArchivedExchange& exchange);
  void remember_request();
  void remember_note();
  std::string_view block_head();

  WarcRecords records_;
  PayloadReader payload_;
  std::optional<StoredRequest> request_;
  std::optional<StoredNote> note_;
};

}  // namespace caveat::audit
