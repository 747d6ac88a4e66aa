#include "rules/rule_parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "rules/ids.h"
#include "rules/reach_condition.h"
#include "rules/reach_parser.h"
#include "rules/vocabulary/pack_language.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

/// Where the key stands that a message is about.
SourcePlace key_place(const TomlTable& table, std::string_view key, const SourcePlace& otherwise) {
  const auto found =
      std::find_if(table.begin(), table.end(), [key](const TomlEntry& entry) { return entry.key == key; });
  return found == table.end() ? otherwise : found->key_place;
}

}  // namespace

std::optional<Rule> RuleParser::parse(const TomlValue& value) {
  const TomlTable* table = value.table();
  if (!table) {
    wrong_type(value, "rules", "tables: write [[rules]]", problems_);
    return std::nullopt;
  }
  TableReader reader(*table, value.place, "[[rules]]", problems_, kRuleKeys);
  Rule rule;
  rule.pack = pack_;
  rule.reason = {pack_->id, "", pack_->file, value.place.line, pack_->legal_basis, false};
  read_identity(reader, rule);
  read_reach(reader, *table, rule);
  const TomlValue* block = find(*table, "block");
  const UncertainReaders uncertain = read_when_unknown(reader, block != nullptr);
  read_conditions(reader, false, uncertain, rule);
  read_conditions(reader, true, uncertain, rule);
  ActionParts actions = read_actions(reader, *table, rule);
  advise_on_articles(*table);
  read_outcome(reader, actions.inserts, rule);
  read_severity(reader, actions.inserts || actions.block || actions.acknowledgement, rule);
  reader.refuse_unknown();
  rule.actions.assign(std::make_move_iterator(actions.edits.begin()),
                      std::make_move_iterator(actions.edits.end()));
  rule.block = std::move(actions.block);
  rule.acknowledgement = std::move(actions.acknowledgement);
  if (rule.acknowledgement) rule.terms = rule.acknowledgement->terms(rule.mark);
  return rule;
}

void RuleParser::read_identity(TableReader& reader, Rule& rule) {
  const TomlValue* id = reader.text("id");
  if (!id || !check_id(*id->string(), id->place, "rule", problems_)) return;
  if (!ids_.insert(*id->string()).second) {
    problems_.add(Code::duplicate_id, id->place,
                  "two rules of this pack are called " + in_quotes(*id->string()));
  }
  rule.reason.rule = *id->string();
  rule.mark = pack_->id + "/" + rule.reason.rule;
}

void RuleParser::read_reach(TableReader& reader, const TomlTable& table, Rule& rule) {
  rule.reach = rules::read_reach(reader, table, problems_);
  const TomlValue* in = find(table, "in");
  auto condition = condition_of(rule.reach, in ? in->place.line : 0);
  if (condition) rule.conditions.push_back(std::move(*condition));
}

UncertainReaders RuleParser::read_when_unknown(TableReader& reader, bool blocks) {
  const TomlValue* written = reader.value("when_unknown");
  if (!written) {
    if (!blocks) return UncertainReaders::as_regions_say;
    problems_.add(Code::block_without_when_unknown, reader.place(),
                  "a rule with `block` says what happens to readers whose region is not known",
                  "add when_unknown = \"apply\" or when_unknown = \"skip\"");
    return UncertainReaders::covered;
  }
  if (!blocks) {
    problems_.add(Code::misplaced_when_unknown, written->place,
                  "`when_unknown` belongs to rules with `block`", "say `uncertain` in the region instead");
  }
  const std::string* word = reader.word("when_unknown");
  return word && *word == "skip" ? UncertainReaders::passed_over : UncertainReaders::covered;
}

void RuleParser::read_conditions(TableReader& reader, bool exception, UncertainReaders uncertain,
                                 Rule& rule) {
  const std::string_view group = exception ? "unless" : "when";
  const TomlValue* value = reader.table(group);
  if (!value) return;
  TableReader conditions(*value->table(), value->place, in_quotes(group), problems_, kConditionKeys);
  for (const MatcherKind& kind : matcher_kinds()) {
    const TomlValue* written = conditions.value(kind.key);
    if (!written) continue;
    auto matcher =
        kind.make({kind.key, *written, exception, uncertain, regions_, pack_->time_zone}, problems_);
    if (matcher) {
      const std::string key = std::string(group) + "." + std::string(kind.key);
      rule.conditions.push_back({key, written->place.line, exception, std::move(matcher)});
    }
  }
  conditions.refuse_unknown();
}

ActionParts RuleParser::read_actions(TableReader& reader, const TomlTable& table, Rule& rule) {
  ActionParts parts;
  std::vector<WrittenAction> answers_written;
  bool acts = false;
  for (const ActionKind& kind : action_kinds()) {
    const TomlValue* written = reader.value(kind.key);
    if (!written) continue;
    acts = true;
    const SourcePlace place = key_place(table, kind.key, written->place);
    kind.make({kind.key, *written, place, pack_, notices_, widgets_, region_title(table)}, problems_, parts);
    const WrittenAction one{std::string(kind.key), place.line};
    rule.written_actions.resize(parts.edits.size(), one);
    if (kind.key == "block" || kind.key == "acknowledge") answers_written.push_back(one);
  }
  rule.written_actions.insert(rule.written_actions.end(), answers_written.begin(), answers_written.end());
  if (!acts) {
    problems_.add(
        Code::rule_without_action, reader.place(), "this rule does nothing",
        "add insert, remove, disable, replace, label, withhold, attributes, headers, acknowledge or block");
  }
  for (const std::string_view key :
       {"insert", "remove", "disable", "replace", "attributes", "label", "withhold", "acknowledge"}) {
    if (!find(table, "block") || !find(table, key)) continue;
    problems_.add(Code::edits_never_happen, key_place(table, key, reader.place()),
                  in_quotes(key) + " never happens: the rule answers with its `block` instead of the page");
  }
  return parts;
}

/// Front pages and lists of articles often state nothing, and what a page does not state widens a rule.
void RuleParser::advise_on_articles(const TomlTable& table) {
  const bool answers = find(table, "block") || find(table, "acknowledge");
  const TomlValue* when = find(table, "when");
  if (!answers || !when || !when->table() || find(*when->table(), "path")) return;
  for (const TomlEntry& entry : *when->table()) {
    if (!entry.key.starts_with("article_")) continue;
    problems_.add(
        Code::articles_without_path, entry.key_place,
        in_quotes(entry.key) + " also holds on pages that state nothing of the kind, such as front pages",
        "say where the articles are, too: when.path = \"/a/**\"");
    return;
  }
}

void RuleParser::read_outcome(TableReader& reader, bool inserts, Rule& rule) {
  const std::string* on_failure = reader.word("on_failure");
  const bool refuses = on_failure ? *on_failure == "refuse" : inserts;
  rule.on_failure = refuses ? OnFailure::refuse : OnFailure::serve;
  const std::string* non_html = reader.word("non_html");
  rule.non_html = non_html && *non_html == "refuse" ? NonHtml::refuse : NonHtml::serve;
  const std::string* mode = reader.word("mode");
  rule.reason.shadow = mode && *mode == "shadow";
}

void RuleParser::read_severity(TableReader& reader, bool tells_readers, Rule& rule) {
  rule.severity = tells_readers ? BreachSeverity::high : BreachSeverity::medium;
  const std::string* severity = reader.word("severity");
  if (!severity) return;
  const auto* word = std::ranges::find(kSeverityWords, *severity);
  rule.severity = static_cast<BreachSeverity>(word - std::begin(kSeverityWords));
}

std::string RuleParser::region_title(const TomlTable& table) {
  const TomlValue* when = find(table, "when");
  const TomlValue* region = when && when->table() ? find(*when->table(), "region") : nullptr;
  if (!region) return {};
  const auto is_named = [&](const std::string* name) {
    const auto& all = regions_.named();
    return std::find_if(all.begin(), all.end(),
                        [&](const auto& one) { return name && one->name() == *name; });
  };
  if (const auto found = is_named(region->string()); found != regions_.named().end())
    return (*found)->title();
  if (!region->array()) return {};
  for (const TomlValue& item : *region->array()) {
    const auto found = is_named(item.string());
    if (found != regions_.named().end() && !(*found)->title().empty()) return (*found)->title();
  }
  return {};
}

}  // namespace caveat::rules
