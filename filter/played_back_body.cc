// played_back_body: see remembered_body.h.
#include <algorithm>
#include <utility>

#include "filter/remembered_body.h"

namespace caveat::filter {
namespace {

using Step = RememberedEdit::Step;

/// Leaves out what has left already.
class RestSink final : public PassageSink {
 public:
  explicit RestSink(PassageSink& sink) : sink_(sink) {}
  /// `head_left`, and after it so many bytes.
  void leave_out(bool head_left, std::size_t bytes) {
    head_left_ = head_left;
    left_ = bytes;
  }
  void head(const ResponseHead& head) override {
    if (!head_left_) sink_.head(head);
  }
  void body(std::string_view bytes) override {
    const std::size_t left_out = std::min(left_, bytes.size());
    left_ -= left_out;
    if (left_out < bytes.size()) sink_.body(bytes.substr(left_out));
  }

 private:
  PassageSink& sink_;
  bool head_left_ = false;
  std::size_t left_ = 0;
};

class NoSink final : public PassageSink {
 public:
  void head(const ResponseHead&) override {}
  void body(std::string_view) override {}
};

class PlayedBackBody final : public EditedBody {
 public:
  PlayedBackBody(EditMemory& memory, EditTerms terms, std::shared_ptr<const RememberedEdit> edit,
                 ResponseHead head, PassageSink& sink, MakeEditedBody make)
      : memory_(memory),
        terms_(std::move(terms)),
        edit_(std::move(edit)),
        head_(std::move(head)),
        response_(head_, sink),
        rest_(sink),
        make_(std::move(make)) {}

  boost::system::result<void, FailureReason> write(std::string_view decoded) override {
    if (real_) return real_->write(decoded);
    if (decoded != std::string_view(edit_->original).substr(same_, decoded.size())) {
      memory_.was_different(terms_);
      if (auto edited = take_over(); !edited) return edited;
      return real_->write(decoded);
    }
    same_ += decoded.size();
    return {};
  }

  boost::system::result<void, FailureReason> finish() override {
    if (!real_ && same_ != edit_->original.size()) {
      memory_.was_different(terms_);
      if (auto edited = take_over(); !edited) return edited;
    }
    if (real_) return real_->finish();
    memory_.was_equal(terms_);
    response_.write(std::string_view(edit_->edited).substr(left_));
    response_.finish();
    finished_ = true;
    return {};
  }

  void let_out() override { real_ ? real_->let_out() : follow(); }

  void release_hold() override {
    if (real_) return real_->release_hold();
    if (response_.is_open()) return;
    // Where the notice goes when nobody waits for a better place has to be found out anew.
    // What went well the first time cannot fail now: it is the same.
    if (take_over()) real_->release_hold();
  }

  bool is_open() const override { return real_ ? head_left_ || real_->is_open() : response_.is_open(); }
  std::optional<FailureReason> shortfall() const override {
    return real_ ? real_->shortfall() : std::nullopt;
  }
  std::vector<html::RewriteReport> reports() const override {
    if (real_) return real_->reports();
    if (finished_) return edit_->reports;
    // The reader has left amid the page: what was done up to there nobody knows but an editor.
    NoSink nowhere;
    const auto editor = make_(head_, nowhere);
    return repeat(*editor) ? editor->reports() : edit_->reports;
  }

  std::string digest() const override { return real_ ? real_->digest() : edit_->digest; }

 private:
  /// Sends what had left when the editor had seen as much.
  void follow() {
    const auto& steps = edit_->steps;
    while (next_step_ < steps.size() && steps[next_step_].original <= same_) ++next_step_;
    if (next_step_ == 0) return;
    const Step& last = steps[next_step_ - 1];
    if (!last.open) return;
    response_.open();
    response_.write(std::string_view(edit_->edited).substr(left_, last.edited - left_));
    left_ = last.edited;
  }

  boost::system::result<void, FailureReason> take_over() {
    head_left_ = response_.is_open();
    rest_.leave_out(head_left_, left_);
    real_ = make_(head_, rest_);
    return repeat(*real_);
  }

  /// Gives `editor` what came so far, in the steps that it came in the first time.
  boost::system::result<void, FailureReason> repeat(EditedBody& editor) const {
    const std::string_view original = std::string_view(edit_->original).substr(0, same_);
    std::size_t given = 0;
    for (std::size_t i = 0; i < next_step_; ++i) {
      const Step& step = edit_->steps[i];
      if (step.kind == Step::Kind::let_out) {
        editor.let_out();
        continue;
      }
      if (auto written = editor.write(original.substr(given, step.original - given)); !written)
        return written;
      given = step.original;
    }
    if (given == original.size()) return {};
    return editor.write(original.substr(given));
  }

  EditMemory& memory_;
  EditTerms terms_;
  std::shared_ptr<const RememberedEdit> edit_;
  ResponseHead head_;
  HeldResponse response_;
  RestSink rest_;
  MakeEditedBody make_;
  std::unique_ptr<EditedBody> real_;  ///< once the page turned out to be another
  std::size_t same_ = 0;              ///< bytes that came and were the same
  std::size_t left_ = 0;              ///< bytes that were sent of `edited`
  std::size_t next_step_ = 0;
  bool head_left_ = false;  ///< before the real editor took over
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<EditedBody> played_back_body(EditMemory& memory, EditTerms terms,
                                             std::shared_ptr<const RememberedEdit> edit, ResponseHead head,
                                             PassageSink& sink, MakeEditedBody make) {
  return std::make_unique<PlayedBackBody>(memory, std::move(terms), std::move(edit), std::move(head), sink,
                                          std::move(make));
}

}  // namespace caveat::filter
