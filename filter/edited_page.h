// A decoded page through its edits and its output coding, out of a response that waits for its notices.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <memory>
#include <optional>

#include "filter/charset_codec.h"
#include "filter/content_coding.h"
#include "filter/failure_reason.h"
#include "filter/held_response.h"
#include "html/charset.h"
#include "html/rewriter.h"
#include "rules/decision.h"

namespace caveat::filter {

/// After an error there is nothing more to call.
class EditedPage {
 public:
  /// `charset`: any but `replacement`. `head`: as `edited_head` makes it for `output`.
  EditedPage(const rules::Decision& decision, const PassageLimits& limits, const html::Charset& charset,
             ContentCoding output, ResponseHead head, PassageSink& sink);
  EditedPage(const EditedPage&) = delete;
  EditedPage& operator=(const EditedPage&) = delete;

  boost::system::result<void, FailureReason> write(std::string_view decoded);
  boost::system::result<void, FailureReason> finish();
  /// Sends what may leave by now: all but what waits for a required notice.
  void let_out();
  /// Stops waiting: what has no place yet takes the next that comes.
  void release_hold();

  bool is_open() const { return response_.is_open(); }
  /// What stays undone because the rules say `on_failure = "serve"`.
  std::optional<FailureReason> shortfall() const { return shortfall_; }
  const html::RewriteReport& report() const { return rewriter_.report(); }

 private:
  class RewritingSink final : public html::ByteSink {
   public:
    explicit RewritingSink(html::Rewriter& rewriter) : rewriter_(rewriter) {}
    void write(std::string_view utf8) override { rewriter_.write(utf8); }

   private:
    html::Rewriter& rewriter_;
  };

  /// Counts and encodes what the Rewriter lets go.
  class EncodingSink final : public html::ByteSink {
   public:
    EncodingSink(Encoder& encoder, html::ByteSink& coded) : encoder_(encoder), coded_(coded) {}
    void write(std::string_view edited) override;
    std::uint64_t taken() const { return taken_; }

   private:
    Encoder& encoder_;
    html::ByteSink& coded_;
    std::uint64_t taken_ = 0;
  };

  /// Puts what is edited back into the page's charset.
  class CharsetSink final : public html::ByteSink {
   public:
    CharsetSink(CharsetEncoder* charset, html::ByteSink& bytes) : charset_(charset), bytes_(bytes) {}
    void write(std::string_view utf8) override {
      charset_ == nullptr ? bytes_.write(utf8) : charset_->write(utf8, bytes_);
    }

   private:
    CharsetEncoder* charset_;
    html::ByteSink& bytes_;
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
