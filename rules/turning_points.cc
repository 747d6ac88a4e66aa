#include "rules/turning_points.h"

#include <algorithm>
#include <optional>

#include "rules/calendar.h"
#include "rules/lints/rule_scope.h"

namespace caveat::rules {

namespace {

using Moment = std::optional<std::chrono::sys_seconds>;

const TomlValue* value_at(const TomlTable& table, std::string_view outer, std::string_view inner) {
  const TomlValue* found = find(table, outer);
  return found && found->table() ? find(*found->table(), inner) : nullptr;
}

std::string text_at(const TomlTable& table, std::string_view key) {
  const TomlValue* value = find(table, key);
  return value && value->string() ? *value->string() : std::string();
}

class TurningPointReader {
 public:
  explicit TurningPointReader(const TomlTable& head) : head_(head) {
    pack_ = text_at(head, "id");
    const std::string zone = text_at(head, "time_zone");
    time_zone_ = is_time_zone(zone) ? zone : "UTC";
    begins_ = moment_of(find(head, "effective"));
    ends_ = moment_of(find(head, "expires"));
  }

  std::vector<TurningPoint> read(const TomlTable& document) {
    const TomlValue* retired = find(head_, "retired");
    if (retired && retired->boolean() && *retired->boolean()) return {};
    add(begins_, "", true);
    add(ends_, "", false);
    const TomlValue* rules = find(document, "rules");
    if (rules && rules->array()) {
      for (const TomlValue& rule : *rules->array()) {
        if (rule.table()) read_rule(*rule.table());
      }
    }
    std::stable_sort(points_.begin(), points_.end(),
                     [](const TurningPoint& a, const TurningPoint& b) { return a.instant < b.instant; });
    return std::move(points_);
  }

 private:
  Moment moment_of(const TomlValue* value) const {
    return value && value->date_time() ? instant_of(*value->date_time(), time_zone_) : std::nullopt;
  }

  /// A rule turns where it does by itself, not where its pack does.
  void read_rule(const TomlTable& rule) {
    const TomlValue* when = value_at(rule, "when", "between");
    const TomlValue* unless = value_at(rule, "unless", "between");
    const Moments::Span of_pack{begins_.value_or(std::chrono::sys_seconds::min()),
                                ends_.value_or(std::chrono::sys_seconds::max())};
    Moments moments{{of_pack}};
    if (const auto span = when ? span_of(*when, time_zone_) : std::nullopt) moments.keep(*span);
    if (const auto span = unless ? span_of(*unless, time_zone_) : std::nullopt) moments.remove(*span);
    const std::string id = text_at(rule, "id");
    for (const Moments::Span& span : moments.spans) {
      if (span.begin > of_pack.begin) add(span.begin, id, true);
      if (span.end < of_pack.end) add(span.end, id, false);
    }
  }

  void add(const Moment& moment, const std::string& rule, bool begins) {
    if (moment) points_.push_back({*moment, time_zone_, pack_, rule, begins});
  }

  const TomlTable& head_;
  std::string pack_;
  std::string time_zone_;
  Moment begins_;
  Moment ends_;
  std::vector<TurningPoint> points_;
};

}  // namespace

std::vector<TurningPoint> turning_points(const SourceFile& pack) {
  std::vector<Diagnostic> told_elsewhere;
  const auto document = parse_toml(pack.path, pack.text, told_elsewhere);
  return document ? turning_points_in(*document) : std::vector<TurningPoint>();
}

std::vector<TurningPoint> turning_points_in(const TomlTable& document) {
  const TomlValue* head = find(document, "pack");
  if (!head || !head->table()) return {};
  return TurningPointReader(*head->table()).read(document);
}

}  // namespace caveat::rules
