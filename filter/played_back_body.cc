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

class DroppedPassage final : public PassageSink {
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
    now_ = decoded;
    follow(Step::Kind::write);
    now_ = {};
    return {};
  }

  boost::system::result<void, FailureReason> finish() override {
    if (!real_ && same_ != edit_->original.size()) {
      memory_.was_different(terms_);
      if (auto edited = take_over(); !edited) return edited;
    }
    if (real_) return real_->finish();
    memory_.was_equal(terms_);
    send_until(edit_->edited_bytes);
    response_.finish();
    finished_ = true;
    return {};
  }

  void let_out() override { real_ ? real_->let_out() : follow(Step::Kind::let_out); }

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
    DroppedPassage nowhere;
    const auto editor = make_(head_, nowhere);
    return repeat(*editor) ? editor->reports() : edit_->reports;
  }

  std::string digest() const override { return real_ ? real_->digest() : edit_->digest; }

 private:
  /// Sends what had left when the editor had seen as much, up to its last step of that kind.
  void follow(Step::Kind last_kind) {
    const auto& steps = edit_->steps;
    const auto is_due = [&](const Step& step) {
      return step.original < same_ ||
             (step.original == same_ && (step.kind == Step::Kind::write || last_kind == Step::Kind::let_out));
    };
    while (next_step_ < steps.size() && is_due(steps[next_step_])) ++next_step_;
    if (next_step_ == 0) return;
    const Step& last = steps[next_step_ - 1];
    if (!last.open) return;
    response_.open();
    send_until(last.edited);
  }

  void send_until(std::size_t edited) {
    while (left_ < edited) {
      const RememberedEdit::Piece& piece = edit_->pieces[next_piece_];
      const std::size_t size = std::min(piece.size - left_of_piece_, edited - left_);
      const std::size_t at = piece.at + left_of_piece_;
      response_.write(piece.is_original ? original(at, size)
                                        : std::string_view(edit_->made).substr(at, size));
      left_ += size;
      left_of_piece_ += size;
      if (left_of_piece_ < piece.size) continue;
      ++next_piece_;
      left_of_piece_ = 0;
    }
  }

  /// From what has just come, if it is there: that is at hand, and may be sent from where it is.
  std::string_view original(std::size_t at, std::size_t size) const {
    const std::size_t begin = same_ - now_.size();
    if (!now_.empty() && at >= begin) return now_.substr(at - begin, size);
    return std::string_view(edit_->original).substr(at, size);
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
  std::size_t left_ = 0;              ///< bytes that were sent of the edited body
  std::size_t next_piece_ = 0;
  std::size_t left_of_piece_ = 0;
  std::string_view now_;  ///< the end of what was the same, while it is there
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
