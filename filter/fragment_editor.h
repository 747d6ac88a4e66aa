// HTML that stands inside something else, through one Program: fragment after fragment.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "filter/failure_reason.h"
#include "html/rewriter.h"

namespace caveat::filter {

class FragmentEditor {
 public:
  /// `charset`: ASCII-compatible, as the Encoding standard calls it.
  FragmentEditor(std::shared_ptr<const html::Program> program, std::string charset)
      : program_(std::move(program)), charset_(std::move(charset)) {}

  /// The fragment after its edits. Where a notice has no place in it, `missing` is true from then on.
  boost::system::result<std::string, FailureReason> edit(std::string_view html);
  /// There is no fragment where one was to be.
  void none_there();

  bool inserts() const { return !program_->inserts().empty(); }
  bool missing() const { return missing_; }
  /// Of all fragments together; `inserts` is empty as long as there was none. Of each insert it is the worst
  /// outcome.
  const html::RewriteReport& report() const { return report_; }

 private:
  std::shared_ptr<const html::Program> program_;
  std::string charset_;
  html::RewriteReport report_;
  bool missing_ = false;
};

/// Adds counts up; of each insert it keeps the worst outcome.
void merge(const html::RewriteReport& report, html::RewriteReport& into);

}  // namespace caveat::filter
