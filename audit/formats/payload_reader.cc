#include "audit/formats/payload_reader.h"

#include <utility>

#include "filter/content_coding.h"

namespace caveat::audit {
namespace {

/// Enough to see which coding a body is in.
constexpr std::size_t kPayloadBeginning = 4096;

bool never_has_body(int status, std::string_view method) {
  return method == "HEAD" || (status >= 100 && status < 200) || status == 204 || status == 304;
}

/// Whether a body that begins as `bytes` cannot be in `coding`. Brotli and deflate cannot be told.
bool is_not_in(filter::ContentCoding coding, std::string_view bytes) {
  if (coding == filter::ContentCoding::gzip) return !bytes.starts_with("\x1f\x8b");
  return coding == filter::ContentCoding::zstd &&
         !(bytes.starts_with("\x28\xb5\x2f\xfd") || bytes.substr(1).starts_with("\x2a\x4d\x18"));
}

}  // namespace

void PayloadReader::begin(filter::ResponseHead& head, std::string_view method,
                          std::string_view stated_digest) {
  state_ = ArchivedBody::whole;
  flaw_.clear();
  used_ = 0;
  given_ = 0;
  at_end_ = false;
  promised_.reset();
  chunks_.reset();
  const bool says_chunked = head.fields.has_token("Transfer-Encoding", "chunked");
  head.fields.remove("Transfer-Encoding");
  if (says_chunked) {
    head.fields.remove("Content-Length");
    if (looks_chunked(block_.peek(kPayloadBeginning))) chunks_.emplace();
  }
  has_digest_ = stored_digest_.begin(stated_digest);
  if (has_digest_ && chunks_) decoded_digest_.begin(stated_digest);
  check_length(head, method);
  drop_undone_coding(head);
}

void PayloadReader::check_length(filter::ResponseHead& head, std::string_view method) {
  const bool is_empty = block_.peek(1).empty();
  if (never_has_body(head.status, method)) return;
  promised_ = filter::content_length(head.fields);
  if (is_empty && promised_.value_or(0) != 0) {
    state_ = ArchivedBody::absent;
    tell("the archive has no body, though its length is stated");
    promised_.reset();
  }
}

void PayloadReader::drop_undone_coding(filter::ResponseHead& head) {
  const auto coding = filter::content_coding_of(head.fields.combined("Content-Encoding"));
  std::string_view beginning = block_.peek(kPayloadBeginning);
  if (!coding || beginning.empty()) return;
  if (chunks_) {
    ChunkedBody ahead = *chunks_;
    beginning = ahead.next(beginning);
  }
  if (!is_not_in(*coding, beginning)) return;
  head.fields.remove("Content-Encoding");
  head.fields.remove("Content-Length");
  promised_.reset();
}

void PayloadReader::begin_absent(std::string why) {
  state_ = ArchivedBody::absent;
  flaw_ = std::move(why);
  used_ = 0;
  at_end_ = true;
  has_digest_ = false;
}

void PayloadReader::begin_converted() {
  begin_absent("a conversion, not what was served");
  state_ = ArchivedBody::converted;
}

void PayloadReader::begin_elsewhere(std::string why) {
  begin_absent(std::move(why));
  state_ = ArchivedBody::elsewhere;
}

void PayloadReader::is_beginning(std::string_view why) {
  if (state_ == ArchivedBody::whole) state_ = ArchivedBody::truncated;
  tell(why);
}

std::string_view PayloadReader::read() {
  while (!at_end_) {
    block_.skip(std::exchange(used_, 0));
    const std::string_view piece = next_piece();
    if (!piece.empty()) {
      given_ += piece.size();
      return piece;
    }
  }
  return {};
}

/// Empty also where only framing was read.
std::string_view PayloadReader::next_piece() {
  std::string_view stored = block_.peek(1);
  if (stored.empty()) {
    finish();
    return {};
  }
  if (!chunks_) {
    used_ = stored.size();
    if (has_digest_) stored_digest_.update(stored);
    return stored;
  }
  std::string_view rest = stored;
  const std::string_view data = chunks_->next(rest);
  used_ = stored.size() - rest.size();
  // Behind the last chunk there is no body, but what was digested goes on.
  if (chunks_->state() != ChunkedBody::State::running && data.empty()) used_ = stored.size();
  if (has_digest_) {
    stored_digest_.update(stored.substr(0, used_));
    decoded_digest_.update(data);
  }
  return data;
}

void PayloadReader::finish() {
  at_end_ = true;
  if (block_.is_cut()) is_beginning("the record ends before its length says");
  if (chunks_ && chunks_->state() == ChunkedBody::State::broken) is_beginning("its chunks are broken");
  if (chunks_ && chunks_->state() == ChunkedBody::State::running && !block_.is_cut())
    is_beginning("it ends before its last chunk");
  if (promised_ && given_ < *promised_) is_beginning("it is shorter than its Content-Length");
  if (promised_ && given_ > *promised_) tell("it is longer than its Content-Length");
  if (block_.is_cut()) return;
  const auto block_matches = block_.digest_matches();
  const auto matches = has_digest_ ? stored_digest_.matches() : std::nullopt;
  const bool decoded_matches = has_digest_ && chunks_ && decoded_digest_.matches().value_or(false);
  if (!block_matches.value_or(true)) tell("its block digest is wrong");
  if (!matches.value_or(true) && !decoded_matches) tell("its payload digest is wrong");
}

void PayloadReader::tell(std::string_view flaw) {
  if (!flaw_.empty()) flaw_ += "; ";
  flaw_ += flaw;
}

}  // namespace caveat::audit
