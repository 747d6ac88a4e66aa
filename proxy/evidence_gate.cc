#include "proxy/evidence_gate.h"

#include <boost/asio/error.hpp>
#include <utility>

#include "filter/answer.h"
#include "proxy/commit_desk.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int kOurFault = 503;
/// The label of what goes wrong here.
constexpr const char* kNotKept = "evidence_not_kept";

}  // namespace

void EvidenceGate::head(const filter::ResponseHead& head) {
  covered_ = passage_->covered();
  if (!covered_) {
    state_ = State::open;
    reader_.head(head);
    return;
  }
  state_ = State::holding;
  held_ = std::make_unique<Held>();
  held_->head = head;
  held_->body.lend(lent_);
}

void EvidenceGate::lend(std::string_view input) {
  lent_ = input;
  if (held_) held_->body.lend(input);
  reader_.lend(input);
}

void EvidenceGate::body(std::string_view bytes) {
  if (state_ == State::open) return reader_.body(bytes);
  if (state_ == State::holding) held_->body.add(bytes);
}

void EvidenceGate::end() {
  if (state_ == State::open) return reader_.end();
  if (state_ == State::holding) held_->has_ended = true;
}

void EvidenceGate::trailers(const filter::FieldLines& fields) {
  if (state_ == State::open) return reader_.trailers(fields);
  if (state_ == State::holding) held_->trailers = fields;
}

asio::awaitable<error_code> EvidenceGate::flush_held() {
  const bool goes_on = co_await pass();
  if (!goes_on) co_return error_code(asio::error::operation_aborted);
  co_return co_await reader_.flush();
}

asio::awaitable<error_code> EvidenceGate::relay_held(std::span<const std::string_view> pieces, bool is_last) {
  const bool goes_on = co_await pass();
  if (!goes_on) co_return error_code(asio::error::operation_aborted);
  co_return co_await reader_.relay(pieces, is_last);
}

/// Whether what comes next may go out.
asio::awaitable<bool> EvidenceGate::pass() {
  if (state_ != State::holding) co_return state_ != State::withdrawn;
  filter::Record record = passage_->record();
  record.plan_digest = passage_->plan_digest();
  CommitDesk::Wait wait(services_.commits);
  services_.evidence->decided(record, wait.done());
  services_.commits->commit_soon();
  const EvidenceOptions& options = services_.evidence_terms;
  const std::optional<filter::EvidenceSink::Receipt> receipt =
      co_await wait.receipt(options.patience, services_.deadlines);
  if (!receipt) late_ = wait.ticket();
  if (receipt && receipt->kept) number_ = receipt->number;
  if (!number_ && options.required) {
    co_await withdraw();
    co_return false;
  }
  let_through();
  co_return true;
}

void EvidenceGate::let_through() {
  state_ = State::open;
  const std::unique_ptr<const Held> held = std::move(held_);
  reader_.head(held->head);
  // What was lent before is still where it was: whoever lends waits for us.
  held->body.each([this](std::string_view bytes, bool is_lent) {
    if (is_lent) reader_.lend(bytes);
    reader_.body(bytes);
  });
  reader_.lend(lent_);
  if (held->trailers.size() > 0) reader_.trailers(held->trailers);
  if (held->has_ended) reader_.end();
}

asio::awaitable<void> EvidenceGate::withdraw() {
  state_ = State::withdrawn;
  held_.reset();
  const filter::Answer answer = filter::failure_answer(kOurFault);
  reader_.set_keep_alive(false);
  reader_.head(answer.head);
  reader_.body(answer.body);
  reader_.end();
  co_await reader_.flush();
}

void EvidenceGate::amend(filter::Record& record) const {
  if (state_ == State::withdrawn) {
    record.status = kOurFault;
    record.ending = filter::Ending::refused;
    record.failure = kNotKept;
  } else if (went_without_record() && record.failure.empty()) {
    record.failure = kNotKept;
  }
}

void EvidenceGate::settle(const filter::Record& record) {
  if (services_.evidence == nullptr) return;
  if (!covered_) return services_.evidence->uncovered();
  if (late_) return services_.commits->settle_late(*late_, record, state_ == State::open);
  if (number_) {
    services_.evidence->ended(*number_, record);
    return services_.commits->commit_soon();
  }
  if (went_without_record()) services_.evidence->sent_without_record();
}

}  // namespace caveat::proxy
