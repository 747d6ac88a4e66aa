// One response through one Decision.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "filter/acceptance_request.h"
#include "filter/head.h"
#include "filter/record.h"
#include "rules/rule_set.h"

namespace caveat::html {
struct RewriteReport;
}

namespace caveat::filter {

class EditMemory;

/// Bounds of what one response may cost, in bytes, and where more may be spent.
struct PassageLimits {
  std::size_t hold_bytes = 256 * 1024;        ///< how much of a page waits for a notice's place
  std::size_t page_bytes = 64 * 1024 * 1024;  ///< a decoded page that is edited
  std::size_t decoder_ratio = 200;            ///< decoded bytes for each coded one, past the first MiB
  std::size_t listed_places = 0;              ///< how many places of each kind Passage::reports lists
  bool compresses = false;      ///< edited pages leave compressed, though the upstream sent them plain
  bool digests_bodies = false;  ///< the Record has digests of the bodies of pages that are edited or replaced
};

/// Takes what goes to the reader. `head` is called once, before any `body`. Views live during the call.
class PassageSink {
 public:
  virtual ~PassageSink() = default;
  virtual void head(const ResponseHead& head) = 0;
  virtual void body(std::string_view bytes) = 0;
};

/// Sans-I/O; one response, one thread. The order of calls: `request`, then (unless it was answered)
/// `response`, `write`..., and one of `finish` or `truncated`. The caller looks at `state` after each call.
///
/// Owns content codings, page conditions, holds, validators, cacheability and failure (SAFETY.md). A body
/// without Content-Length in the head it hands to the sink has to be framed by the caller.
class Passage {
 public:
  enum class State {
    running,   ///< feed it
    complete,  ///< head and body are out and end cleanly; what the upstream still sends is not wanted
    aborted,   ///< the head is out, and the body must not end cleanly
  };

  /// `facts` holds what the request says; the Passage adds the response's own. With `memory`, which outlives
  /// it, a page that was edited before is not edited again; what leaves is the same.
  Passage(std::shared_ptr<const rules::RuleSet> rules, rules::Facts facts, const PassageLimits& limits,
          PassageSink& sink, AcceptanceOptions acceptance = {}, EditMemory* memory = nullptr);
  ~Passage();
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  /// Edits the head that goes upstream (codings, ranges, conditions of a covered URL). If a block or an
  /// acknowledgement decides it, or the reader accepts one (kAcceptancePath), answers through the sink and
  /// becomes `complete` without an upstream. To HEAD no body is ever given. Acceptances count where `facts`
  /// has them, or, with keys, where the request's cookies do.
  void request(RequestHead& head);
  /// The upstream's final head. Hop-by-hop fields are the caller's, on both sides.
  void response(ResponseHead head);
  /// Whether the body leaves as it comes from now on: the caller may relay bytes itself instead of calling
  /// `write`, and calls `finish` or `truncated` all the same. Can become true during `write`, once the page
  /// told that no rule applies.
  bool untouched() const;
  void write(std::string_view bytes);
  /// The upstream's body ended as its framing promised.
  void finish();
  /// The upstream's body ended early.
  void truncated();
  /// The upstream gave no response, or broke off: answers 502 (`status`) or 504, with `reason` as the
  /// counter's label; aborts if the head is out.
  void upstream_failed(int status, std::string_view reason);
  /// `limits.hold_time` has passed since `response`: what waits goes to the next best place.
  void hold_time_passed();

  State state() const;
  /// Whether a rule covers the response. From the sink's `head` on it stays so.
  bool covered() const;
  /// Complete once `state` is not `running`; before that, what is known if the reader goes away now.
  Record record() const;
  /// What was done to an edited page, place by place (`limits.listed_places`), for those who look at pages
  /// rather than serve them. Once it is complete.
  std::vector<html::RewriteReport> reports() const;
  /// What the rules know by now of this request and its response. They hold where the reader is: for tests
  /// and reports, never to be written down by a server.
  const rules::Facts& facts() const;
  /// By which the plan of the response can be recognised (rules::digest_of_plan); takes some microseconds.
  std::string plan_digest() const;

 private:
  class Stages;
  std::unique_ptr<Stages> stages_;
};

}  // namespace caveat::filter
