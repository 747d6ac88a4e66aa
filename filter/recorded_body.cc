// recorded_body: see remembered_body.h.
#include <utility>

#include "filter/remembered_body.h"

namespace caveat::filter {
namespace {

/// A page longer than that takes the room of many others.
constexpr std::size_t kMostOriginal = 2 * 1024 * 1024;

/// Passes everything on and keeps a copy.
class CopyingSink final : public PassageSink {
 public:
  explicit CopyingSink(PassageSink& sink) : sink_(sink) {}
  void head(const ResponseHead& head) override { sink_.head(head); }
  void body(std::string_view bytes) override {
    if (!stopped_) copy_ += bytes;
    sink_.body(bytes);
  }

  std::size_t size() const { return copy_.size(); }
  std::string take() { return std::move(copy_); }
  void stop() {
    stopped_ = true;
    copy_ = std::string();
  }

 private:
  PassageSink& sink_;
  std::string copy_;
  bool stopped_ = false;
};

class RecordedBody final : public EditedBody {
 public:
  RecordedBody(EditMemory& memory, EditTerms terms, ResponseHead head, PassageSink& sink,
               const MakeEditedBody& make)
      : memory_(memory), terms_(std::move(terms)), sink_(sink), body_(make(std::move(head), sink_)) {
    memory_.recording_began(terms_);
  }
  ~RecordedBody() override { stop(); }

  boost::system::result<void, FailureReason> write(std::string_view decoded) override {
    const std::size_t original = edit_.original.size() + decoded.size();
    if (original > kMostOriginal || original + sink_.size() > memory_.most_for_one()) stop();
    if (recording_) edit_.original += decoded;
    auto written = body_->write(decoded);
    note(RememberedEdit::Step::Kind::write);
    return written;
  }

  boost::system::result<void, FailureReason> finish() override {
    auto finished = body_->finish();
    if (recording_ && finished && !body_->shortfall()) {
      edit_.edited = sink_.take();
      edit_.reports = body_->reports();
      edit_.digest = body_->digest();
      memory_.remember(terms_, std::move(edit_));
    }
    stop();
    return finished;
  }

  void let_out() override {
    body_->let_out();
    note(RememberedEdit::Step::Kind::let_out);
  }

  void release_hold() override {
    // How long the site took is no property of the page.
    stop();
    body_->release_hold();
  }

  bool is_open() const override { return body_->is_open(); }
  std::optional<FailureReason> shortfall() const override { return body_->shortfall(); }
  std::vector<html::RewriteReport> reports() const override { return body_->reports(); }
  std::string digest() const override { return body_->digest(); }

 private:
  void note(RememberedEdit::Step::Kind kind) {
    if (!recording_) return;
    edit_.steps.push_back(
        {.kind = kind, .open = body_->is_open(), .original = edit_.original.size(), .edited = sink_.size()});
  }
  void stop() {
    if (recording_) memory_.recording_ended(terms_);
    recording_ = false;
    edit_ = RememberedEdit();
    sink_.stop();
  }

  EditMemory& memory_;
  EditTerms terms_;
  CopyingSink sink_;
  std::unique_ptr<EditedBody> body_;
  RememberedEdit edit_;
  bool recording_ = true;
};

}  // namespace

std::unique_ptr<EditedBody> recorded_body(EditMemory& memory, EditTerms terms, ResponseHead head,
                                          PassageSink& sink, const MakeEditedBody& make) {
  return std::make_unique<RecordedBody>(memory, std::move(terms), std::move(head), sink, make);
}

}  // namespace caveat::filter
