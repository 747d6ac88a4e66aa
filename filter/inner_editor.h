// Edits of the HTML inside a body that is no page.
#pragma once

#include <boost/system/result.hpp>
#include <string_view>
#include <vector>

#include "filter/failure_reason.h"
#include "html/rewriter.h"

namespace caveat::filter {

/// Any chunking gives the same output. After an error there is nothing more to call.
class InnerEditor {
 public:
  InnerEditor() = default;
  virtual ~InnerEditor() = default;
  InnerEditor(const InnerEditor&) = delete;
  InnerEditor& operator=(const InnerEditor&) = delete;

  virtual boost::system::result<void, FailureReason> write(std::string_view bytes) = 0;
  virtual boost::system::result<void, FailureReason> finish() = 0;
  /// Of each of the Decision's inner programs, in order.
  virtual std::vector<html::RewriteReport> reports() const = 0;
};

}  // namespace caveat::filter
