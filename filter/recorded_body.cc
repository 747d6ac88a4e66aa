// recorded_body: see remembered_body.h.
#include <functional>
#include <utility>

#include "filter/remembered_body.h"

namespace caveat::filter {
namespace {

/// A page longer than that takes the room of many others.
constexpr std::size_t kMostOriginal = 2 * 1024 * 1024;

/// Passes everything on and keeps what came: where it was, if that is in the original, else a copy.
class NotingSink final : public PassageSink {
 public:
  explicit NotingSink(PassageSink& sink) : sink_(sink) {}
  void head(const ResponseHead& head) override { sink_.head(head); }
  void body(std::string_view bytes) override {
    if (!stopped_) note(bytes);
    sink_.body(bytes);
  }

  /// `original` is being edited, and stands at `at` in the whole body. Until `end_input`.
  void begin_input(std::string_view original, std::size_t at) {
    input_ = original;
    input_at_ = at;
  }
  void end_input() { input_ = {}; }

  std::size_t size() const { return size_; }
  std::size_t bytes() const { return made_.size() + pieces_.size() * sizeof(Piece); }
  void take(RememberedEdit& edit) {
    edit.made = std::move(made_);
    edit.pieces = std::move(pieces_);
    edit.edited_bytes = size_;
  }
  void stop() {
    stopped_ = true;
    // Swapped: assigned to, both would keep their room.
    std::string().swap(made_);
    std::vector<Piece>().swap(pieces_);
  }

 private:
  using Piece = RememberedEdit::Piece;

  void note(std::string_view bytes) {
    Piece piece{.is_original = is_input(bytes), .at = made_.size(), .size = bytes.size()};
    if (piece.is_original) {
      piece.at = input_at_ + static_cast<std::size_t>(bytes.data() - input_.data());
    } else {
      made_ += bytes;
    }
    size_ += bytes.size();
    if (!pieces_.empty() && pieces_.back().is_original == piece.is_original &&
        pieces_.back().at + pieces_.back().size == piece.at) {
      pieces_.back().size += piece.size;
    } else {
      pieces_.push_back(piece);
    }
  }
  /// The rewriter gives on what it does not touch from where it is.
  bool is_input(std::string_view bytes) const {
    const std::less_equal<> not_after;
    return !input_.empty() && not_after(input_.data(), bytes.data()) &&
           not_after(bytes.data() + bytes.size(), input_.data() + input_.size());
  }

  PassageSink& sink_;
  std::string_view input_;
  std::size_t input_at_ = 0;
  std::string made_;
  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
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
    if (original > kMostOriginal || original + sink_.bytes() > memory_.most_for_one()) stop();
    if (recording_) sink_.begin_input(decoded, edit_.original.size());
    if (recording_) edit_.original += decoded;
    auto written = body_->write(decoded);
    sink_.end_input();
    note(RememberedEdit::Step::Kind::write);
    return written;
  }

  boost::system::result<void, FailureReason> finish() override {
    auto finished = body_->finish();
    if (recording_ && finished && !body_->shortfall()) {
      sink_.take(edit_);
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
  NotingSink sink_;
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
