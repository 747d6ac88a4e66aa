// The stages that one response goes through.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "filter/accept_encoding.h"
#include "filter/answer.h"
#include "filter/content_coding.h"
#include "filter/deliberation.h"
#include "filter/edit_memory.h"
#include "filter/edited_body.h"
#include "filter/failure_reason.h"
#include "filter/page_beginning.h"
#include "filter/passage.h"
#include "filter/response_plan.h"
#include "html/escape_sequences.h"
#include "rules/plan_digest.h"
#include "rules/sha256.h"

namespace caveat::filter {

/// Forward only: waiting for the upstream's head; reading, while the Decision or the edits need more of the
/// page's beginning; then relaying it as it came, or editing it; over.
class Passage::Stages final : private html::ByteSink {
 public:
  Stages(std::shared_ptr<const rules::RuleSet> rules, rules::Facts&& facts, const PassageLimits& limits,
         PassageSink& sink, AcceptanceOptions acceptance, EditMemory* memory);

  void request(RequestHead& head);
  void response(ResponseHead head);
  void write_coded(std::string_view coded);
  void finish();
  void truncated();
  void upstream_failed(int status, std::string_view reason);
  void hold_time_passed();

  bool untouched() const { return stage_ == Stage::relaying; }
  State state() const { return state_; }
  bool covered() const {
    return deliberation_.decision().verdict != rules::Decision::Verdict::pass || !now_accepted_.empty();
  }
  std::string plan_digest() const {
    return now_accepted_.empty() ? rules::digest_of_plan(deliberation_.decision())
                                 : rules::digest_of_acceptance(now_accepted_);
  }
  Record record() const;
  std::vector<html::RewriteReport> reports() const {
    return edited_ ? edited_->reports() : std::vector<html::RewriteReport>();
  }
  const rules::Facts& facts() const { return deliberation_.facts(); }

 private:
  enum class Stage { waiting, reading, relaying, editing, over };

  /// Takes decoded bytes, as they come.
  void write(std::string_view decoded) override {
    if (came_) came_->add(decoded);
    take(decoded);
  }
  void take(std::string_view decoded);

  void take_acceptances(RequestHead& head);
  void acknowledge();
  void read_response();
  void advance();
  void carry_out_edit();
  void edit_page();
  void edit_inside();
  void start_editing(const html::Charset& charset, ContentCoding coding);
  std::unique_ptr<EditedBody> edited_page(const html::Charset& charset, ContentCoding output,
                                          ResponseHead head);
  void finish_reading();
  void finish_editing();
  void let_out();

  void relay();
  void send_edited_head();
  void answer(const Answer& answer, Ending ending);
  void complete();
  void fail(FailureReason reason);
  void refuse_or_abort(int status);
  bool head_is_out() const;
  /// Site and target: what memories go by.
  std::string url() const { return deliberation_.facts().site + target_; }
  bool cannot_be_edited_whole() const;

  Deliberation deliberation_;
  PassageLimits limits_;
  PassageSink& sink_;
  EditMemory* memory_;  ///< may be null

  Stage stage_ = Stage::waiting;
  State state_ = State::running;
  AcceptanceOptions acceptance_;
  std::string target_;  ///< of the request
  bool is_head_request_ = false;
  AcceptedCodings accepted_;
  bool asked_for_whole_page_ = false;
  bool hold_released_ = false;

  ResponseHead upstream_;
  ResponsePlan plan_;
  std::optional<ContentCoding> coding_;
  PageBeginning beginning_;
  std::unique_ptr<Decoder> decoder_;
  std::optional<html::EscapeSequences> escapes_;  ///< looked for where the charset was guessed
  std::unique_ptr<EditedBody> edited_;
  std::optional<std::string> original_;  ///< coded bytes so far, as long as they may still be relayed

  std::unique_ptr<rules::RunningSha256> came_;  ///< null where nobody asks for it
  std::string body_left_;                       ///< digest of an answer of our own

  std::vector<rules::Terms> now_accepted_;  ///< by this very request
  bool is_served_without_page_ = false;     ///< what rules put into pages has no place in it
  int status_ = 0;
  Ending ending_ = Ending::aborted;
  std::string failure_;
};

}  // namespace caveat::filter
