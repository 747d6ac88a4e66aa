#include "studio/pack_list.h"

#include "rules/calendar.h"
#include "rules/pack_text.h"
#include "rules/toml.h"
#include "rules/vocabulary/pack_language.h"
#include "studio/pack_states.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;
using rules::TomlTable;
using rules::TomlValue;

const TomlTable* table_at(const TomlTable* table, std::string_view key) {
  const TomlValue* value = table != nullptr ? rules::find(*table, key) : nullptr;
  return value != nullptr ? value->table() : nullptr;
}

std::string text_at(const TomlTable* table, std::string_view key) {
  const TomlValue* value = table != nullptr ? rules::find(*table, key) : nullptr;
  return value != nullptr ? rules::written_text(*value) : std::string();
}

std::vector<const TomlValue*> tables_at(const TomlTable& document, std::string_view key) {
  std::vector<const TomlValue*> tables;
  const TomlValue* list = rules::find(document, key);
  if (list == nullptr || list->array() == nullptr) return tables;
  for (const TomlValue& item : *list->array()) {
    if (item.table() != nullptr) tables.push_back(&item);
  }
  return tables;
}

json::array array_of_states(const States& states) {
  json::array out;
  for (const std::string_view state : states) out.emplace_back(state);
  return out;
}

/// "insert undesirable, remove, headers".
std::string summary_of(const TomlTable& rule, const json::array& actions) {
  std::string summary;
  for (const json::value& action : actions) {
    const std::string name(action.get_string());
    summary += (summary.empty() ? "" : ", ") + name;
    const std::string notice = text_at(table_at(&rule, name), "notice");
    if (!notice.empty()) summary += " " + notice;
  }
  return summary;
}

json::array texts_in(const TomlValue* value) {
  json::array texts;
  if (value == nullptr) return texts;
  if (const auto* list = value->array()) {
    for (const TomlValue& item : *list) texts.emplace_back(rules::written_text(item));
  } else {
    texts.emplace_back(rules::written_text(*value));
  }
  return texts;
}

json::array rules_of(const TomlTable& document, const TomlTable* pack, const PackStanding& standing) {
  json::array out;
  for (const TomlValue* value : tables_at(document, "rules")) {
    const TomlTable& rule = *value->table();
    json::array actions;
    for (const std::string_view action : rules::kRuleKeys.choice.keys) {
      if (rules::find(rule, action) != nullptr) actions.emplace_back(action);
    }
    const TomlTable* when = table_at(&rule, "when");
    const std::string mode = text_at(&rule, "mode");
    out.push_back(
        json::object{{"id", text_at(&rule, "id")},
                     {"line", value->place.line},
                     {"summary", summary_of(rule, actions)},
                     {"actions", std::move(actions)},
                     {"regions", texts_in(when != nullptr ? rules::find(*when, "region") : nullptr)},
                     {"mode", mode.empty() ? "enforce" : mode},
                     {"states", array_of_states(rule_states(pack, rule, standing))}});
  }
  return out;
}

json::array notices_of(const TomlTable& document) {
  json::array out;
  const TomlTable* notices = table_at(&document, "notices");
  if (notices == nullptr) return out;
  for (const rules::TomlEntry& entry : *notices) {
    const TomlTable* notice = entry.value.table();
    json::array languages;
    if (const TomlTable* texts = table_at(notice, "text")) {
      for (const rules::TomlEntry& text : *texts) languages.emplace_back(text.key);
    }
    out.push_back(json::object{{"id", entry.key},
                               {"line", entry.key_place.line},
                               {"kind", text_at(notice, "kind")},
                               {"languages", std::move(languages)}});
  }
  return out;
}

/// Persons that the proxy's configuration demands for each pack.
std::size_t required_by(const PackShelf& shelf) {
  return shelf.policy != nullptr ? shelf.policy->required : 0;
}

struct Counts {
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
};

Counts counts_of(const std::string& file, std::span<const rules::Diagnostic> diagnostics) {
  Counts counts;
  for (const rules::Diagnostic& one : diagnostics) {
    if (one.place.file != file || one.silenced) continue;
    ++(one.severity == rules::Severity::error ? counts.errors : counts.warnings);
  }
  return counts;
}

json::object pack_json(const rules::SourceFile& file, const rules::PackApprovals& approvals,
                       std::span<const rules::Diagnostic> diagnostics, const PackShelf& shelf) {
  std::vector<rules::Diagnostic> told_elsewhere;
  const TomlTable document = rules::parse_toml(file.path, file.text, told_elsewhere).value_or(TomlTable());
  const TomlTable* pack = table_at(&document, "pack");
  const Counts counts = counts_of(file.path, diagnostics);
  const PackStanding standing{.has_errors = counts.errors > 0,
                              .lacks_approvals = approvals.counted < required_by(shelf),
                              .now = shelf.now};
  json::array states = array_of_states(pack_states(pack, standing));
  json::object out{{"file", file.path}};
  for (const char* key : {"id", "title", "owner", "legal_basis", "reference", "publisher", "effective",
                          "expires", "review_by", "time_zone"}) {
    out[key] = text_at(pack, key);
  }
  out["state"] = states.front();
  out["states"] = std::move(states);
  out["rules"] = rules_of(document, pack, standing);
  out["notices"] = notices_of(document);
  out["tests"] = tables_at(document, "tests").size();
  out["errors"] = counts.errors;
  out["warnings"] = counts.warnings;
  out["approvals"] = approvals_json(approvals);
  out["counted_approvals"] = approvals.counted;
  return out;
}

}  // namespace

json::array approvals_json(const rules::PackApprovals& approvals) {
  json::array out;
  for (const rules::JudgedApproval& one : approvals.approvals) {
    json::object approval{{"file", one.file},
                          {"holds", one.state == rules::ApprovalState::valid},
                          {"reason", rules::in_words(one)}};
    if (one.approval) {
      approval["name"] = one.approval->name;
      approval["role"] = one.approval->role;
      approval["note"] = one.approval->note;
      approval["time"] = rules::iso_time(one.approval->approved);
      approval["digest"] = one.approval->digest;
    }
    out.push_back(std::move(approval));
  }
  return out;
}

json::object pack_list(const PackShelf& shelf) {
  const auto compilation = rules::check_rules(shelf.packs, shelf.now, shelf.page_exists);
  std::vector<rules::Diagnostic> told_elsewhere;
  const auto judged = rules::judge_approvals(shelf.packs, shelf.approvals, shelf.policy, told_elsewhere);
  json::array packs;
  for (std::size_t i = 0; i < shelf.packs.size(); ++i) {
    packs.push_back(pack_json(shelf.packs[i], judged[i], compilation.diagnostics, shelf));
  }
  return {{"packs", std::move(packs)}, {"required_approvals", required_by(shelf)}};
}

}  // namespace caveat::studio
