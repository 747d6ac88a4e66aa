// A decoded feed or JSON document through the edits of the HTML in it, and its output coding.
#pragma once

#include <memory>

#include "filter/edited_body.h"
#include "filter/held_response.h"
#include "filter/inner_editor.h"
#include "filter/output_sinks.h"
#include "filter/shortfall.h"
#include "html/charset.h"
#include "rules/decision.h"

namespace caveat::filter {

/// Waits with its head until limits.hold_bytes are edited, or all, if that is less: only at the end is it
/// certain that every part got its notice.
class EditedInside final : public EditedBody {
 public:
  /// `decision`: with inner programs, of a feed or of JSON. `charset`: any but `replacement`; of JSON it is
  /// UTF-8. `head`: as `edited_head` makes it for `output`.
  EditedInside(const rules::Decision& decision, const PassageLimits& limits, const html::Charset& charset,
               ContentCoding output, ResponseHead head, PassageSink& sink);

  boost::system::result<void, FailureReason> write(std::string_view decoded) override;
  boost::system::result<void, FailureReason> finish() override;
  void let_out() override;
  void release_hold() override { released_ = true; }
  bool is_open() const override { return response_.is_open(); }
  std::optional<FailureReason> shortfall() const override { return shortfall_.noted(); }
  std::vector<html::RewriteReport> reports() const override { return editor_->reports(); }
  std::string digest() const override { return encoded_.digest(); }

 private:
  /// Takes what the editor reads: the body itself, or what a CharsetDecoder makes of it.
  class EditingSink final : public html::ByteSink {
   public:
    void write(std::string_view bytes) override {
      if (result) result = editor->write(bytes);
    }
    InnerEditor* editor = nullptr;
    boost::system::result<void, FailureReason> result;
  };

  bool may_open() const;

  PassageLimits limits_;
  Shortfall shortfall_;
  HeldResponse response_;
  std::unique_ptr<Encoder> encoder_;
  EncodingSink encoded_;
  std::unique_ptr<CharsetDecoder> from_charset_;
  std::unique_ptr<CharsetEncoder> to_charset_;
  CharsetSink edited_;
  std::unique_ptr<InnerEditor> editor_;
  EditingSink editing_;
  std::uint64_t decoded_bytes_ = 0;
  bool released_ = false;
};

}  // namespace caveat::filter
