// A decoded body on its way through edits and output coding, in a response that can still be held back.
#pragma once

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/failure_reason.h"
#include "html/rewriter.h"

namespace caveat::filter {

/// After an error there is nothing more to call.
class EditedBody {
 public:
  EditedBody() = default;
  virtual ~EditedBody() = default;
  EditedBody(const EditedBody&) = delete;
  EditedBody& operator=(const EditedBody&) = delete;

  virtual boost::system::result<void, FailureReason> write(std::string_view decoded) = 0;
  virtual boost::system::result<void, FailureReason> finish() = 0;
  /// Sends what may leave by now: all but what waits for a required notice.
  virtual void let_out() = 0;
  /// Stops waiting: what has no place yet takes the next that comes.
  virtual void release_hold() = 0;

  virtual bool is_open() const = 0;
  /// What stays undone because the rules say `on_failure = "serve"`.
  virtual std::optional<FailureReason> shortfall() const = 0;
  /// Of the Decision's program, or of each of its inner ones, in order.
  virtual std::vector<html::RewriteReport> reports() const = 0;
  /// SHA-256 of what was given away, before its coding; empty without PassageLimits::digests_bodies.
  virtual std::string digest() const = 0;
};

}  // namespace caveat::filter
