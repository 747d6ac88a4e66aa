#include "filter/edited_page.h"

#include <algorithm>

namespace caveat::filter {
namespace {

html::RewriterLimits rewriter_limits(const PassageLimits& limits) {
  html::RewriterLimits result;
  result.hold_bytes = limits.hold_bytes;
  result.listed_removals = limits.listed_places;
  result.listed_edits = limits.listed_places;
  return result;
}

bool has_failed(const html::InsertOutcome& insert) {
  return insert.kind != html::InsertOutcome::Kind::placed;
}

}  // namespace

EditedPage::EditedPage(const rules::Decision& decision, const PassageLimits& limits,
                       const html::Charset& charset, ContentCoding output, ResponseHead head,
                       PassageSink& sink)
    : program_(decision.program),
      on_failure_(decision.on_failure),
      limits_(limits),
      response_(std::move(head), sink),
      encoder_(make_encoder(output)),
      encoded_(*encoder_, response_, limits.digests_bodies),
      from_charset_(make_charset_decoder(charset.kind)),
      to_charset_(make_charset_encoder(charset.kind)),
      edited_(to_charset_.get(), encoded_),
      rewriter_(decision.program, rewriter_limits(limits), edited_, rewritten_charset(charset)),
      rewriting_(rewriter_) {}

boost::system::result<void, FailureReason> EditedPage::write(std::string_view decoded) {
  const std::uint64_t room = limits_.page_bytes - std::min<std::uint64_t>(decoded_bytes_, limits_.page_bytes);
  const std::string_view within = decoded.substr(0, static_cast<std::size_t>(room));
  const std::string_view beyond = decoded.substr(within.size());
  decoded_bytes_ += decoded.size();

  if (!within.empty()) {
    if (auto rewritten = rewrite(within); !rewritten) return rewritten;
  }
  if (!beyond.empty()) {
    if (!unedited_from_here_) {
      if (auto stopped = stop_editing(); !stopped) return stopped;
    }
    decode(beyond, edited_);
  }
  // Less than that waits for the caller to let it out: what came together may still turn out corrupt.
  if (encoded_.taken() >= limits_.hold_bytes && may_open()) response_.open();
  return {};
}

boost::system::result<void, FailureReason> EditedPage::rewrite(std::string_view decoded) {
  decode(decoded, rewriting_);
  if (const auto failure = rewriter_.failure()) return reason_of(*failure);
  return {};
}

void EditedPage::decode(std::string_view bytes, html::ByteSink& utf8) {
  from_charset_ ? from_charset_->write(bytes, utf8) : utf8.write(bytes);
}

/// Past limits.page_bytes the rest may leave unedited only if no rule could still ask for something there.
boost::system::result<void, FailureReason> EditedPage::stop_editing() {
  unedited_from_here_ = true;
  if (!is_all_done()) {
    if (auto short_of = fall_short(FailureReason::page_too_large); !short_of) return short_of;
  }
  rewriter_.finish();
  if (const auto failure = rewriter_.failure()) return reason_of(*failure);
  return {};
}

bool EditedPage::is_all_done() const {
  return rewriter_.all_placed() && !program_->edits_throughout();
}

boost::system::result<void, FailureReason> EditedPage::fall_short(FailureReason reason) {
  if (on_failure_ == rules::OnFailure::refuse) return reason;
  shortfall_ = reason;
  return {};
}

boost::system::result<void, FailureReason> EditedPage::finish() {
  if (from_charset_) {
    unedited_from_here_ ? from_charset_->finish(edited_) : from_charset_->finish(rewriting_);
  }
  if (!unedited_from_here_) {
    rewriter_.finish();
    if (const auto failure = rewriter_.failure()) return reason_of(*failure);
    const auto& inserts = rewriter_.report().inserts;
    if (std::any_of(inserts.begin(), inserts.end(), has_failed)) {
      if (auto short_of = fall_short(FailureReason::notice_not_placed); !short_of) return short_of;
    }
  }
  if (to_charset_) to_charset_->finish(encoded_);
  encoder_->finish(response_);
  response_.finish();
  return {};
}

bool EditedPage::may_open() const {
  if (encoded_.taken() == 0 || rewriter_.holding()) return false;
  return released_ || rewriter_.all_placed() || encoded_.taken() >= limits_.hold_bytes;
}

void EditedPage::let_out() {
  if (may_open()) response_.open();
  if (response_.is_open()) encoder_->flush(response_);
}

void EditedPage::release_hold() {
  released_ = true;
  rewriter_.release_hold();
}

}  // namespace caveat::filter
