// headers = { set, remove }: changes fields of the response's head.
#include <algorithm>
#include <set>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/actions/field_protection.h"
#include "rules/ascii_case.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Headers : public Action {
 public:
  explicit Headers(HeadEdits edits) : edits_(std::move(edits)) {}

  void contribute(const ActionContext&, html::ProgramBuilder&, HeadEdits& head) const override {
    head.set.append(edits_.set);
    head.remove.append(edits_.remove);
  }

  void describe(std::string_view, RuleSummary& summary) const override {
    for (const auto& [name, value] : edits_.set) summary.fields.push_back(name);
    for (const std::string& name : edits_.remove) summary.fields.push_back(name);
  }

 private:
  HeadEdits edits_;
};

/// token (RFC 9110, 5.6.2).
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view value) {
  const bool visible = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7F; });
  return visible && !value.starts_with(' ') && !value.ends_with(' ');
}

/// Reads `set` and `remove`, and reports what rules may not do to a head.
class HeaderReader {
 public:
  explicit HeaderReader(Problems& problems) : problems_(problems) {}

  void set(const TomlEntry& entry) {
    const std::string* value = entry.value.string();
    if (!value) return wrong_type(entry.value, entry.key, "text", problems_);
    if (!is_good_name(entry.key, entry.key_place) || is_known(entry.key, entry.key_place)) return;
    if (!is_field_value(*value)) {
      problems_.add(Code::bad_header, entry.value.place, "a field value is one line of visible ASCII",
                    "write it on one line, in letters without accents");
      return;
    }
    const auto objection = objection_to_set(entry.key, *value);
    if (objection) report(*objection, objection->about_value ? entry.value.place : entry.key_place);
    edits_.set.emplace_back(entry.key, *value);
  }

  void remove(const PlacedText& name) {
    const SourcePlace& place = name.value->place;
    if (!is_good_name(*name.text, place) || is_known(*name.text, place)) return;
    if (const auto objection = objection_to_removal(*name.text)) report(*objection, place);
    edits_.remove.push_back(*name.text);
  }

  HeadEdits take() { return std::move(edits_); }

 private:
  bool is_good_name(std::string_view name, const SourcePlace& place) {
    if (is_field_name(name)) return true;
    problems_.add(Code::bad_header, place, in_quotes(name) + " is no field name",
                  "a name like \"Referrer-Policy\": letters, digits and hyphens, without a colon");
    return false;
  }

  /// Whether the rule spoke of that field before; then it is not said what is meant.
  bool is_known(std::string_view name, const SourcePlace& place) {
    if (known_.insert(lower_case(name)).second) return false;
    problems_.add(Code::bad_header, place, in_quotes(name) + " is set or removed twice in this rule",
                  "keep one of the two lines");
    return true;
  }

  void report(const FieldObjection& objection, const SourcePlace& place) {
    problems_.add(objection.code, place, objection.message, objection.suggestion);
  }

  Problems& problems_;
  HeadEdits edits_;
  std::set<std::string> known_;  ///< in lower case
};

}  // namespace

void make_headers(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems, kHeaderKeys);
  HeaderReader headers(problems);
  if (const TomlValue* set = reader.table("set")) {
    for (const TomlEntry& entry : *set->table()) headers.set(entry);
  }
  for (const PlacedText& name : reader.texts("remove")) headers.remove(name);
  reader.refuse_unknown();
  if (!find(table, "set") && !find(table, "remove")) {
    problems.add(Code::missing_key, source.key_place, "`headers` says neither `set` nor `remove`");
  }
  parts.edits.push_back(std::make_unique<Headers>(headers.take()));
}

}  // namespace caveat::rules
