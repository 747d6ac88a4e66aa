// One archived response with its body, ready to be put to the rules.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "audit/archive.h"
#include "audit/archived_exchange.h"
#include "filter/readable_page.h"
#include "filter/response_plan.h"

namespace caveat::audit {

/// As it was taken out of an archive.
struct ArchivedResponse {
  ArchivedExchange exchange;
  std::string body;        ///< as it is coded; empty if nobody needs it
  bool too_large = false;  ///< `body` is its beginning only
  bool has_body = false;   ///< whether it was read
};

/// Whether anything that rules may ask of `exchange` needs its body.
bool needs_body(const ArchivedExchange& exchange);

/// Reads the body of the exchange that `archive` has just given, if it is needed, up to `most_bytes`; what
/// turns out of it while it is read goes into the exchange.
ArchivedResponse take_response(ArchivedExchange exchange, Archive& archive, std::size_t most_bytes);

/// Decoded. One thread.
class ArchivedPage {
 public:
  /// Pages over `most_bytes` are not auditable, nor are those whose coding cannot be undone.
  ArchivedPage(ArchivedResponse response, std::size_t most_bytes);

  const ArchivedExchange& exchange() const { return exchange_; }
  /// Without content coding; status 200 where the archive has no head.
  const filter::ResponseHead& head() const { return head_; }
  bool has_head() const { return exchange_.head.status != 0; }
  const filter::ResponsePlan& plan() const { return plan_; }
  /// Whether a browser would show it, or look whether it can.
  bool may_be_page() const;
  std::string_view body() const { return body_; }
  /// Why the body cannot be judged: "body-truncated"; empty if it can.
  const std::string& problem() const { return problem_; }
  /// In a charset with ASCII markup; null if no browser can read it. Made when it is first asked for.
  const filter::ReadablePage* readable() const;
  /// Whether a notice of anybody's may stand in it: a cheap look.
  bool may_have_marks() const { return may_have_marks_; }

 private:
  void decode(std::string coded, std::size_t most_bytes);

  ArchivedExchange exchange_;
  filter::ResponseHead head_;
  filter::ResponsePlan plan_;
  std::string body_;
  std::string problem_;
  bool may_have_marks_ = false;
  mutable bool read_ = false;
  mutable std::optional<filter::ReadablePage> readable_;
};

}  // namespace caveat::audit
