// The body of an archived response.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/archived_exchange.h"
#include "audit/formats/chunked_body.h"
#include "audit/formats/record_block.h"

namespace caveat::audit {

/// Takes what is left of a block for a body: undoes the transfer coding, and tells what does not fit its
/// head. One body after another.
class PayloadReader {
 public:
  /// `block` outlives it.
  explicit PayloadReader(RecordBlock& block) : block_(block) {}

  /// The body of `head` begins at the block's place. What framed it leaves `head`; so does a Content-Encoding
  /// that was undone before it was stored. `stated_digest`: of the payload, to be compared; may be empty.
  void begin(filter::ResponseHead& head, std::string_view method, std::string_view stated_digest);
  /// The block holds what somebody made of a body.
  void begin_converted();
  /// There is no body to read, and `why`. What is left of the block is no body.
  void begin_absent(std::string why);
  /// The body is with another record, which was not found, as `why` says.
  void begin_elsewhere(std::string why);
  /// What is read is only a beginning, and why.
  void is_beginning(std::string_view why);

  /// As Archive::read_body, body_state, body_flaw.
  std::string_view read();
  ArchivedBody state() const { return state_; }
  const std::string& flaw() const { return flaw_; }

 private:
  void check_length(filter::ResponseHead& head, std::string_view method);
  void drop_undone_coding(filter::ResponseHead& head);
  std::string_view next_piece();
  void finish();
  void tell(std::string_view flaw);

  RecordBlock& block_;
  std::optional<ChunkedBody> chunks_;
  RecordDigest stored_digest_;   ///< of the payload as it is stored
  RecordDigest decoded_digest_;  ///< without its chunks: some writers digest this
  bool has_digest_ = false;
  std::size_t used_ = 0;  ///< of the block's bytes: what was given last
  bool at_end_ = true;
  std::optional<std::uint64_t> promised_;
  std::uint64_t given_ = 0;
  ArchivedBody state_ = ArchivedBody::whole;
  std::string flaw_;
};

}  // namespace caveat::audit
