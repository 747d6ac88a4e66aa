#include "filter/edited_inside.h"

#include "filter/feed_editor.h"
#include "filter/json_editor.h"

namespace caveat::filter {
namespace {

/// How much longer than what is held of a page one item or one string may be: 4 MiB by default.
constexpr std::size_t kPartsOfHold = 16;

std::unique_ptr<InnerEditor> make_editor(const rules::Decision& decision, const PassageLimits& limits,
                                         std::string_view charset, Shortfall& shortfall,
                                         html::ByteSink& sink) {
  const std::size_t part_bytes = kPartsOfHold * limits.hold_bytes;
  const rules::InnerEdits& first = decision.inner.front();
  if (first.place.pointer) {
    return std::make_unique<JsonEditor>(decision.inner, part_bytes, shortfall, sink);
  }
  return std::make_unique<FeedEditor>(first, std::string(charset), part_bytes, shortfall, sink);
}

}  // namespace

EditedInside::EditedInside(const rules::Decision& decision, const PassageLimits& limits,
                           const html::Charset& charset, ContentCoding output, ResponseHead head,
                           PassageSink& sink)
    : limits_(limits),
      shortfall_(decision.on_failure),
      response_(std::move(head), sink),
      encoder_(make_encoder(output)),
      encoded_(*encoder_, response_, limits.digests_bodies),
      from_charset_(make_charset_decoder(charset.kind)),
      to_charset_(make_charset_encoder(charset.kind)),
      edited_(to_charset_.get(), encoded_),
      editor_(make_editor(decision, limits, rewritten_charset(charset), shortfall_, edited_)) {
  editing_.editor = editor_.get();
}

boost::system::result<void, FailureReason> EditedInside::write(std::string_view decoded) {
  decoded_bytes_ += decoded.size();
  if (decoded_bytes_ > limits_.page_bytes) return FailureReason::page_too_large;
  from_charset_ ? from_charset_->write(decoded, editing_) : editing_.write(decoded);
  if (!editing_.result) return editing_.result;
  // Less than that waits for the caller to let it out: what came together may still turn out corrupt.
  if (encoded_.taken() >= limits_.hold_bytes) response_.open();
  return {};
}

boost::system::result<void, FailureReason> EditedInside::finish() {
  if (from_charset_) from_charset_->finish(editing_);
  if (!editing_.result) return editing_.result;
  if (auto finished = editor_->finish(); !finished) return finished;
  if (to_charset_) to_charset_->finish(encoded_);
  encoder_->finish(response_);
  response_.finish();
  return {};
}

bool EditedInside::may_open() const {
  return encoded_.taken() > 0 && (released_ || encoded_.taken() >= limits_.hold_bytes);
}

void EditedInside::let_out() {
  if (may_open()) response_.open();
  if (response_.is_open()) encoder_->flush(response_);
}

}  // namespace caveat::filter
