// A decoded page through its edits and its output coding, out of a response that waits for its notices.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "filter/edited_body.h"
#include "filter/held_response.h"
#include "filter/output_sinks.h"
#include "html/charset.h"
#include "html/rewriter.h"
#include "rules/decision.h"

namespace caveat::filter {

class EditedPage final : public EditedBody {
 public:
  /// `charset`: any but `replacement`. `head`: as `edited_head` makes it for `output`.
  EditedPage(const rules::Decision& decision, const PassageLimits& limits, const html::Charset& charset,
             ContentCoding output, ResponseHead head, PassageSink& sink);
  boost::system::result<void, FailureReason> write(std::string_view decoded) override;
  boost::system::result<void, FailureReason> finish() override;
  void let_out() override;
  void release_hold() override;
  bool is_open() const override { return response_.is_open(); }
  std::optional<FailureReason> shortfall() const override { return shortfall_; }
  std::vector<html::RewriteReport> reports() const override { return {rewriter_.report()}; }
  std::string digest() const override { return encoded_.digest(); }

 private:
  class RewritingSink final : public html::ByteSink {
   public:
    explicit RewritingSink(html::Rewriter& rewriter) : rewriter_(rewriter) {}
    void write(std::string_view utf8) override { rewriter_.write(utf8); }

   private:
    html::Rewriter& rewriter_;
  };

  void decode(std::string_view bytes, html::ByteSink& utf8);
  bool may_open() const;
  bool is_all_done() const;
  boost::system::result<void, FailureReason> rewrite(std::string_view decoded);
  boost::system::result<void, FailureReason> stop_editing();
  boost::system::result<void, FailureReason> fall_short(FailureReason reason);

  std::shared_ptr<const html::Program> program_;
  rules::OnFailure on_failure_;
  PassageLimits limits_;
  HeldResponse response_;
  std::unique_ptr<Encoder> encoder_;
  EncodingSink encoded_;
  std::unique_ptr<CharsetDecoder> from_charset_;  ///< null where the rewriter can read the charset itself
  std::unique_ptr<CharsetEncoder> to_charset_;
  CharsetSink edited_;
  html::Rewriter rewriter_;
  RewritingSink rewriting_;
  std::uint64_t decoded_bytes_ = 0;
  bool released_ = false;
  bool unedited_from_here_ = false;
  std::optional<FailureReason> shortfall_;
};

}  // namespace caveat::filter
