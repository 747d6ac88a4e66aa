#include "studio/pack_states.h"

#include <algorithm>
#include <utility>

#include "rules/calendar.h"
#include "rules/pack_text.h"

namespace caveat::studio {

namespace {

using rules::TomlTable;
using rules::TomlValue;
using Moment = std::optional<std::chrono::sys_seconds>;
using Moments = std::pair<Moment, Moment>;

constexpr std::chrono::days kSoon{60};

const TomlValue* value_at(const TomlTable* table, std::string_view key) {
  return table != nullptr ? rules::find(*table, key) : nullptr;
}

std::string text_of_key(const TomlTable* table, std::string_view key) {
  const TomlValue* value = value_at(table, key);
  return value != nullptr ? rules::written_text(*value) : std::string();
}

Moment moment_of(const TomlValue* value, const TomlTable* pack) {
  if (value == nullptr || value->date_time() == nullptr) return std::nullopt;
  const std::string zone = text_of_key(pack, "time_zone");
  return rules::instant_of(*value->date_time(), rules::is_time_zone(zone) ? zone : "UTC");
}

Moments between_of(const TomlTable& rule, std::string_view group, const TomlTable* pack) {
  const TomlValue* conditions = rules::find(rule, group);
  const TomlValue* pair = conditions != nullptr ? value_at(conditions->table(), "between") : nullptr;
  if (pair == nullptr || pair->array() == nullptr || pair->array()->size() != 2) return {};
  return {moment_of(&pair->array()->front(), pack), moment_of(&pair->array()->back(), pack)};
}

/// What bears on whether readers get it.
struct Standing {
  bool has_errors;
  bool lacks_approvals;
  bool retired;
  bool review_due;
  bool expired;
  bool not_yet;
  bool expiring;
  bool shadow = false;
};

Standing standing_of(const TomlTable* pack, const PackStanding& known) {
  const Moment effective = moment_of(value_at(pack, "effective"), pack);
  const Moment expires = moment_of(value_at(pack, "expires"), pack);
  const Moment review = moment_of(value_at(pack, "review_by"), pack);
  return {.has_errors = known.has_errors,
          .lacks_approvals = known.lacks_approvals,
          .retired = text_of_key(pack, "retired") == "true",
          .review_due = review && *review <= known.now,
          .expired = expires && *expires <= known.now,
          .not_yet = effective && *effective > known.now,
          .expiring = expires && *expires > known.now && *expires <= known.now + kSoon};
}

States states_of(const Standing& standing) {
  States states;
  if (standing.has_errors) states.emplace_back("draft");
  if (standing.lacks_approvals) states.emplace_back("unapproved");
  if (standing.retired) states.emplace_back("retired");
  if (standing.expired) states.emplace_back("expired");
  if (standing.not_yet) states.emplace_back("not-yet");
  const bool kept_from_readers = !states.empty() || standing.shadow;
  if (standing.review_due) states.emplace_back("review-due");
  if (standing.expiring) states.emplace_back("expiring");
  if (standing.shadow) states.emplace_back("shadow");
  if (!kept_from_readers) states.emplace_back("in-force");
  return states;
}

}  // namespace

States pack_states(const TomlTable* pack, const PackStanding& standing) {
  return states_of(standing_of(pack, standing));
}

States rule_states(const TomlTable* pack, const TomlTable& rule, const PackStanding& known) {
  Standing standing = standing_of(pack, known);
  standing.shadow = text_of_key(&rule, "mode") == "shadow";
  const auto [begin, end] = between_of(rule, "when", pack);
  if (end && *end <= known.now) standing.expired = true;
  if (end && *end > known.now && *end <= known.now + kSoon) standing.expiring = true;
  if (begin && *begin > known.now) standing.not_yet = true;
  // While an exception holds, the rule waits for its end.
  const auto [pause, resumption] = between_of(rule, "unless", pack);
  if (pause && resumption && *pause <= known.now && known.now < *resumption) standing.not_yet = true;
  return states_of(standing);
}

}  // namespace caveat::studio
