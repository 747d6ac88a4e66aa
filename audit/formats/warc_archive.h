// WARC 0.17 to 1.1, in any packing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/formats/payload_reader.h"
#include "audit/formats/revisit_originals.h"
#include "audit/formats/warc_records.h"

namespace caveat::audit {

/// Gives responses, resources, revisits and conversions of http and https URLs. The body of a revisit is that
/// of the record that it names (revisit_keys.h) if that is before it in the same archive, or absent. A
/// request counts for the response it is concurrent to, before or right behind it, and so does a capture note
/// (docs/captures.md).
class WarcArchive final : public Archive {
 public:
  WarcArchive(std::string name, std::unique_ptr<ArchiveWindow> window);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override { return original_ ? original_->read_body() : payload_.read(); }
  ArchivedBody body_state() const override { return original_ ? original_->body_state() : payload_.state(); }
  const std::string& body_flaw() const override {
    return original_ ? original_->body_flaw() : payload_.flaw();
  }
  void complete(ArchivedExchange& exchange) override;
  std::vector<std::string> payload_keys() const override { return own_keys_; }
  std::optional<std::uint64_t> next_record_place() const override;
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
  bool find_original(ArchivedExchange& revisit, bool has_head);
  void remember_payload(std::uint64_t offset);
  ArchivedExchange begin_exchange();
  void join_request(ArchivedExchange& exchange);
  void remember_request();
  void remember_note();
  std::optional<CaptureNote> note_here();
  bool take_what_is_about(ArchivedExchange& exchange);
  std::string_view block_head();

  WarcRecords records_;
  PayloadReader payload_;
  std::optional<StoredRequest> request_;
  std::optional<StoredNote> note_;
  std::string concurrent_to_;  ///< of the response that was given
  /// The record behind what `complete` read: `next` begins with it.
  std::optional<boost::system::result<bool, ArchiveFault>> ahead_;
  std::vector<std::string> own_keys_;
  RevisitOriginals originals_;
  std::unique_ptr<WarcArchive> original_;  ///< stands at the record whose body the present revisit has
};

}  // namespace caveat::audit
