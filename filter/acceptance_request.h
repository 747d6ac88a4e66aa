// The request by which a reader accepts what the page of an `acknowledge` rule asks.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/acceptance_cookies.h"
#include "filter/answer.h"
#include "rules/facts.h"

namespace caveat::filter {

/// Reserved on every site. What is asked for there never goes upstream.
inline constexpr std::string_view kAcceptancePath = "/_caveat/accept";

/// How acceptances are kept.
struct AcceptanceOptions {
  std::shared_ptr<const AcceptanceKeys> keys;  ///< null: nothing can be accepted
  /// Whether readers come by https though the connection to Caveat does not tell.
  bool always_encrypted = false;
};

Transport transport_of(const FieldLines& request, const AcceptanceOptions& options);

/// Where the form goes: it names the page to go back to (`page`, in origin form) and what is accepted. All of
/// it stands in the target, so that the answer needs no body of the request.
std::string acceptance_target(std::string_view page, std::span<const rules::Terms> terms);

struct AcceptanceAnswer {
  Answer answer;
  std::vector<rules::Terms> accepted;  ///< that the reader has a cookie for from now on
};

/// 303 back to the page, with a cookie for each of the terms that are still asked for, `current`: those that
/// have changed since are asked for anew. 405 for anything but POST, 403 for a form of another site, 400 for
/// a request that no page of ours sends, such as one that leads to another site.
AcceptanceAnswer acceptance_answer(const RequestHead& request, const rules::Facts& facts,
                                   std::span<const rules::Terms> current, const AcceptanceOptions& options);

}  // namespace caveat::filter
