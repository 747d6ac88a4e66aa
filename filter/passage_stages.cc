#include "filter/passage_stages.h"

#include <utility>

#include "filter/edited_inside.h"
#include "filter/edited_page.h"
#include "filter/record_builder.h"
#include "filter/remembered_body.h"
#include "filter/request_plan.h"
#include "filter/response_head.h"
#include "rules/digest.h"

namespace caveat::filter {
namespace {

using Body = ResponsePlan::Body;
using Verdict = rules::Decision::Verdict;

FailureReason reason_of(DecodingError error) {
  switch (error) {
    case DecodingError::truncated:
      return FailureReason::upstream_truncated;
    case DecodingError::bomb:
      return FailureReason::decompression_bomb;
    case DecodingError::corrupt:
      break;
  }
  return FailureReason::upstream_coding_corrupt;
}

DecodingLimits decoding_limits(const PassageLimits& limits) {
  DecodingLimits result;
  result.ratio = limits.decoder_ratio;
  return result;
}

}  // namespace

Passage::Stages::Stages(std::shared_ptr<const rules::RuleSet> rules, rules::Facts&& facts,
                        const PassageLimits& limits, PassageSink& sink, AcceptanceOptions acceptance,
                        EditMemory* memory)
    : deliberation_(std::move(rules), std::move(facts)),
      limits_(limits),
      sink_(sink),
      memory_(memory),
      acceptance_(std::move(acceptance)),
      beginning_(limits.hold_bytes) {}

void Passage::Stages::request(RequestHead& head) {
  is_head_request_ = head.method == "HEAD";
  accepted_ = AcceptedCodings(head.fields.combined("Accept-Encoding"));
  target_ = head.target;
  if (deliberation_.facts().path == kAcceptancePath) {
    const auto terms = deliberation_.rules().terms();
    AcceptanceAnswer acceptance = acceptance_answer(head, deliberation_.facts(), terms, acceptance_);
    now_accepted_ = std::move(acceptance.accepted);
    return answer(acceptance.answer, Ending::acceptance);
  }
  take_acceptances(head);
  deliberation_.decide_on_request();
  const rules::Decision& decision = deliberation_.decision();
  if (decision.verdict == Verdict::block)
    return answer(blocked_answer(*decision.block, decision.head_edits), Ending::blocked);
  if (decision.verdict == Verdict::acknowledge) return acknowledge();
  asked_for_whole_page_ = needs_whole_page(decision);
  if (asked_for_whole_page_) ask_for_whole_page(head, accepted_);
}

/// What readers have accepted is between them and Caveat.
void Passage::Stages::take_acceptances(RequestHead& head) {
  if (acceptance_.keys) {
    const auto today = std::chrono::floor<std::chrono::days>(deliberation_.facts().time);
    deliberation_.accepted(
        accepted_terms(head.fields, *acceptance_.keys, transport_of(head.fields, acceptance_), today));
  }
  remove_acceptances(head.fields);
}

void Passage::Stages::acknowledge() {
  const rules::Decision& decision = deliberation_.decision();
  const rules::Acknowledgement& page = *decision.acknowledgement;
  answer(acknowledgement_answer(page, decision.head_edits, acceptance_target(target_, page.terms)),
         Ending::acknowledgement);
}

void Passage::Stages::response(ResponseHead head) {
  if (stage_ != Stage::waiting) return;
  upstream_ = std::move(head);
  if (!asked_for_whole_page_) return relay();
  stage_ = Stage::reading;
  original_.emplace();
  if (memory_ != nullptr) beginning_.compare_with(memory_->beginnings().find(url()));
  if (upstream_.status == 304) return fail(FailureReason::upstream_not_modified);
  if (upstream_.status == 206 || upstream_.status == 226) return fail(FailureReason::upstream_partial);
  read_response();
}

void Passage::Stages::read_response() {
  plan_ = plan_response(upstream_);
  coding_ = content_coding_of(upstream_.fields.combined("Content-Encoding"));
  if (is_head_request_) {
    beginning_.finish();
    // What GET would find out from the body is not known here: its answer could be edited.
    if (plan_.body == Body::unknown) plan_.body = Body::page;
  }
  advance();
  if (stage_ != Stage::reading && stage_ != Stage::editing) return;
  if (!coding_) return fail(FailureReason::upstream_coding_unknown);
  decoder_ = make_decoder(*coding_, decoding_limits(limits_));
  if (limits_.digests_bodies) came_ = std::make_unique<rules::RunningSha256>();
}

/// Leaves reading as soon as the beginning of the page tells enough.
void Passage::Stages::advance() {
  if (!deliberation_.go_on(upstream_.status, plan_, beginning_)) return;
  const rules::Decision& decision = deliberation_.decision();
  switch (decision.verdict) {
    case Verdict::block:
      return answer(blocked_answer(*decision.block, decision.head_edits), Ending::blocked);
    case Verdict::acknowledge:
      return acknowledge();
    case Verdict::undecided:
      return fail(decision.awaits == rules::Awaits::response_head ? FailureReason::undecided
                                                                  : FailureReason::charset_unsupported);
    case Verdict::pass:
      return is_head_request_ && deliberation_.asked_the_page() ? send_edited_head() : relay();
    case Verdict::edit:
      return carry_out_edit();
  }
}

void Passage::Stages::carry_out_edit() {
  const rules::Decision& decision = deliberation_.decision();
  const bool is_no_html = plan_.body == Body::other || plan_.body == Body::xhtml;
  if (is_no_html && decision.non_html == rules::NonHtml::refuse) {
    failure_ = label_of(FailureReason::non_html_refused);
    return refuse_or_abort(status_of(FailureReason::non_html_refused));
  }
  if (!decision.inner.empty() && plan_.body == Body::other) return edit_inside();
  if (!decision.program) return relay();
  if (upstream_.status == 204) return send_edited_head();
  if (plan_.body == Body::xhtml) return fail(FailureReason::xhtml_unsupported);
  if (plan_.body != Body::page) {
    is_served_without_page_ = plan_.body != Body::none && !is_head_request_;
    return relay();
  }
  edit_page();
}

void Passage::Stages::edit_page() {
  if (!coding_) return fail(FailureReason::upstream_coding_unknown);
  if (cannot_be_edited_whole()) return fail(FailureReason::page_too_large);
  if (is_head_request_) return send_edited_head();

  const auto charset = beginning_.charset(plan_.charset);
  if (!charset) return;
  if (charset->kind == html::CharsetKind::replacement) return fail(FailureReason::charset_unsupported);
  if (charset->guessed) escapes_.emplace();
  if (memory_ != nullptr && beginning_.tells_anew(*charset))
    memory_->beginnings().told(url(), beginning_.bytes(), *charset);
  start_editing(*charset, *coding_);
}

void Passage::Stages::edit_inside() {
  if (!coding_) return fail(FailureReason::upstream_coding_unknown);
  if (cannot_be_edited_whole()) return fail(FailureReason::page_too_large);
  if (is_head_request_) return send_edited_head();

  const bool is_feed = !deliberation_.decision().inner.front().place.pointer;
  const auto charset = is_feed ? beginning_.xml_charset(plan_.charset) : html::charset_of_label("utf-8");
  if (!charset) return;
  if (charset->kind == html::CharsetKind::replacement) return fail(FailureReason::charset_unsupported);
  start_editing(*charset, *coding_);
}

/// A page that says beforehand that its end will be out of reach of rules that go through all of it.
bool Passage::Stages::cannot_be_edited_whole() const {
  const rules::Decision& decision = deliberation_.decision();
  if (decision.on_failure == rules::OnFailure::serve) return false;
  if (decision.inner.empty() && !decision.program->edits_throughout()) return false;
  return coding_ == ContentCoding::identity && content_length(upstream_.fields) > limits_.page_bytes;
}

void Passage::Stages::start_editing(const html::Charset& charset, ContentCoding coding) {
  const rules::Decision& decision = deliberation_.decision();
  const ContentCoding output = output_coding(coding, accepted_, limits_.compresses);
  stage_ = Stage::editing;
  status_ = upstream_.status;
  if (decision.on_failure == rules::OnFailure::refuse) original_.reset();
  ResponseHead head = edited_head(upstream_, decision, output);
  if (decision.inner.empty()) {
    edited_ = edited_page(charset, output, std::move(head));
  } else {
    edited_ = std::make_unique<EditedInside>(decision, limits_, charset, output, std::move(head), sink_);
  }
  if (hold_released_) edited_->release_hold();
  const std::string beginning = beginning_.release();
  take(beginning);
}

std::unique_ptr<EditedBody> Passage::Stages::edited_page(const html::Charset& charset, ContentCoding output,
                                                         ResponseHead head) {
  const rules::Decision& decision = deliberation_.decision();
  const MakeEditedBody make = [&decision, &limits = limits_, charset, output](
                                  ResponseHead own, PassageSink& sink) -> std::unique_ptr<EditedBody> {
    return std::make_unique<EditedPage>(decision, limits, charset, output, std::move(own), sink);
  };
  if (memory_ == nullptr || hold_released_) return make(std::move(head), sink_);
  EditTerms terms{.program = decision.program,
                  .on_failure = decision.on_failure,
                  .charset = charset,
                  .output = output,
                  .url = url()};
  EditMemory::Found found = memory_->find(terms);
  if (found.edit)
    return played_back_body(*memory_, std::move(terms), std::move(found.edit), std::move(head), sink_, make);
  if (found.worth_remembering) return recorded_body(*memory_, std::move(terms), std::move(head), sink_, make);
  return make(std::move(head), sink_);
}

void Passage::Stages::write_coded(std::string_view coded) {
  if (stage_ == Stage::relaying) {
    if (!is_head_request_) sink_.body(coded);
    return;
  }
  if (stage_ != Stage::reading && stage_ != Stage::editing) return;
  if (original_) original_->append(coded);
  const auto decoded = decoder_->write(coded, *this);
  if (!decoded && (stage_ == Stage::reading || stage_ == Stage::editing))
    return fail(reason_of(decoded.error()));
  let_out();
}

void Passage::Stages::take(std::string_view decoded) {
  if (stage_ == Stage::reading) {
    beginning_.write(decoded);
    advance();
  } else if (stage_ == Stage::editing) {
    if (escapes_) escapes_->write(decoded);
    if (escapes_ && escapes_->seen()) return fail(FailureReason::charset_unsupported);
    if (const auto edited = edited_->write(decoded); !edited) fail(edited.error());
  }
}

/// Also keeps what is held within its limits: a coding can take many bytes to say nothing.
void Passage::Stages::let_out() {
  if (stage_ == Stage::editing) {
    edited_->let_out();
    if (edited_->is_open()) original_.reset();
  }
  if (original_ && original_->size() > 2 * limits_.hold_bytes) {
    if (stage_ == Stage::editing) original_.reset();
    if (stage_ == Stage::reading) fail(FailureReason::page_too_large);
  }
}

void Passage::Stages::finish() {
  switch (stage_) {
    case Stage::waiting:
      return truncated();
    case Stage::relaying:
      return complete();
    case Stage::reading:
      return finish_reading();
    case Stage::editing:
      return finish_editing();
    case Stage::over:
      return;
  }
}

void Passage::Stages::finish_reading() {
  if (const auto ended = decoder_->finish(); !ended) {
    fail(reason_of(ended.error()));
  } else {
    beginning_.finish();
    advance();
  }
  if (stage_ == Stage::editing) return finish_editing();
  if (stage_ == Stage::relaying) complete();
}

void Passage::Stages::finish_editing() {
  if (const auto ended = decoder_->finish(); !ended) {
    fail(reason_of(ended.error()));
  } else if (const auto edited = edited_->finish(); !edited) {
    fail(edited.error());
  } else {
    if (const auto shortfall = edited_->shortfall()) failure_ = label_of(*shortfall);
    return complete();
  }
  if (stage_ == Stage::relaying) complete();
}

void Passage::Stages::truncated() {
  if (stage_ == Stage::over) return;
  failure_ = label_of(FailureReason::upstream_truncated);
  refuse_or_abort(status_of(FailureReason::upstream_truncated));
}

void Passage::Stages::upstream_failed(int status, std::string_view reason) {
  if (stage_ == Stage::over) return;
  failure_ = reason;
  refuse_or_abort(status);
}

void Passage::Stages::hold_time_passed() {
  hold_released_ = true;
  if (stage_ == Stage::reading && !is_head_request_) {
    beginning_.stop_waiting();
    advance();
  } else if (stage_ == Stage::editing) {
    edited_->release_hold();
  }
  let_out();
}

void Passage::Stages::relay() {
  stage_ = Stage::relaying;
  status_ = upstream_.status;
  edited_.reset();
  sink_.head(relayed_head(std::move(upstream_), deliberation_.decision()));
  if (original_ && !original_->empty()) sink_.body(*original_);
  original_.reset();
}

/// Where a page would be edited there is none: the head says what it would say of that page.
void Passage::Stages::send_edited_head() {
  if (!coding_) return fail(FailureReason::upstream_coding_unknown);
  stage_ = Stage::relaying;
  status_ = upstream_.status;
  const ContentCoding output = output_coding(*coding_, accepted_, limits_.compresses);
  sink_.head(edited_head(upstream_, deliberation_.decision(), output));
}

void Passage::Stages::answer(const Answer& answer, Ending ending) {
  stage_ = Stage::over;
  state_ = State::complete;
  ending_ = ending;
  status_ = answer.head.status;
  edited_.reset();
  original_.reset();
  sink_.head(answer.head);
  if (is_head_request_) return;
  if (limits_.digests_bodies) body_left_ = rules::sha256_of(answer.body);
  sink_.body(answer.body);
}

void Passage::Stages::complete() {
  stage_ = Stage::over;
  state_ = State::complete;
  ending_ = Ending::complete;
}

/// Before the head is out the rules may prefer the page as it is to none.
void Passage::Stages::fail(FailureReason reason) {
  failure_ = label_of(reason);
  if (deliberation_.decide_unread(plan_) && original_ && !head_is_out()) {
    failure_.clear();
    return relay();
  }
  const rules::Decision& decision = deliberation_.decision();
  const bool serve = decision.verdict == Verdict::edit && decision.on_failure == rules::OnFailure::serve;
  if (serve && original_ && !head_is_out()) return relay();
  refuse_or_abort(status_of(reason));
}

void Passage::Stages::refuse_or_abort(int status) {
  if (!head_is_out()) return answer(failure_answer(status), Ending::refused);
  stage_ = Stage::over;
  state_ = State::aborted;
  ending_ = Ending::aborted;
}

bool Passage::Stages::head_is_out() const {
  return stage_ == Stage::relaying || stage_ == Stage::over || (edited_ && edited_->is_open());
}

Record Passage::Stages::record() const {
  Outcome outcome;
  outcome.status = status_;
  outcome.ending = ending_;
  outcome.failure = failure_;
  if (edited_) outcome.reports = edited_->reports();
  outcome.is_not_html = is_served_without_page_;
  outcome.now_accepted = now_accepted_;
  Record record =
      build_record(deliberation_.facts(), deliberation_.rules_digest(), deliberation_.decision(), outcome);
  record.body_left = body_left_;
  if (came_ && edited_ && ending_ == Ending::complete) {
    record.body_came = came_->hexadecimal();
    record.body_left = edited_->digest();
  }
  return record;
}

}  // namespace caveat::filter
