#include "rules/turning_points.h"

#include <algorithm>
#include <optional>

#include "rules/calendar.h"
#include "rules/toml.h"

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

  void read_rule(const TomlTable& rule) {
    const std::string id = text_at(rule, "id");
    read_pair(value_at(rule, "when", "between"), id, true);
    read_pair(value_at(rule, "unless", "between"), id, false);
  }

  void read_pair(const TomlValue* pair, const std::string& rule, bool begins) {
    if (!pair || !pair->array() || pair->array()->size() != 2) return;
    add_within(moment_of(&pair->array()->front()), rule, begins);
    add_within(moment_of(&pair->array()->back()), rule, !begins);
  }

  /// What is no change, since the pack is not in force just then, is none.
  void add_within(const Moment& moment, const std::string& rule, bool begins) {
    if (!moment || (begins_ && *moment <= *begins_) || (ends_ && *moment >= *ends_)) return;
    add(moment, rule, begins);
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
  const TomlValue* head = document ? find(*document, "pack") : nullptr;
  if (!head || !head->table()) return {};
  return TurningPointReader(*head->table()).read(*document);
}

}  // namespace caveat::rules
