// attributes = { "selector" = { set, remove } }: changes attributes of elements.
#include <algorithm>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/ascii_case.h"
#include "rules/selector_check.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Attributes : public Action {
 public:
  explicit Attributes(std::vector<html::AttributeEdit> edits) : edits_(std::move(edits)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    for (html::AttributeEdit edit : edits_) {
      edit.owner = context.owner;
      program.attributes(std::move(edit));
    }
  }

 private:
  std::vector<html::AttributeEdit> edits_;
};

bool is_attribute_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("\"'>/=<`").find(c) == std::string_view::npos;
  });
}

bool check_name(std::string_view name, const SourcePlace& place, Problems& problems) {
  if (is_attribute_name(name)) return true;
  problems.add(Code::bad_attribute, place, in_quotes(name) + " is no attribute name");
  return false;
}

/// Rules add no script to a page.
bool is_script(std::string_view name, std::string_view value) {
  const std::string begins = lower_case(value.substr(0, value.find(':') + 1));
  return name.starts_with("on") || name == "srcdoc" || begins.find("javascript:") != std::string::npos;
}

void read_set(const TomlTable& set, html::AttributeEdit& edit, Problems& problems) {
  for (const TomlEntry& entry : set) {
    const std::string* value = entry.value.string();
    if (!value) {
      wrong_type(entry.value, entry.key, "text", problems);
      continue;
    }
    const std::string name = lower_case(entry.key);
    if (!check_name(name, entry.key_place, problems)) continue;
    if (is_script(name, *value)) {
      problems.add(Code::bad_attribute, entry.key_place, "rules put no script into a page");
      continue;
    }
    edit.set.emplace_back(name, *value);
  }
}

void read_edit(const TomlEntry& entry, Problems& problems, std::vector<html::AttributeEdit>& edits) {
  auto selector = html::SelectorList::parse(entry.key);
  if (!selector) {
    TomlValue key{entry.key, entry.key_place};
    problems.add(Code::bad_selector, problems.within(key, selector.error().offset, selector.error().length),
                 selector.error().message);
    return;
  }
  if (!entry.value.table()) return wrong_type(entry.value, entry.key, "a table", problems);
  TableReader reader(*entry.value.table(), entry.key_place, in_quotes(entry.key), problems, kAttributeKeys);
  html::AttributeEdit edit{0, std::move(*selector), {}, {}};
  if (const TomlValue* set = reader.table("set")) read_set(*set->table(), edit, problems);
  for (const PlacedText& name : reader.texts("remove")) {
    if (check_name(*name.text, name.value->place, problems)) edit.remove.push_back(lower_case(*name.text));
  }
  reader.refuse_unknown();
  edits.push_back(std::move(edit));
}

}  // namespace

void make_attributes(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  std::vector<html::AttributeEdit> edits;
  for (const TomlEntry& entry : *source.value.table()) read_edit(entry, problems, edits);
  parts.edits.push_back(std::make_unique<Attributes>(std::move(edits)));
}

}  // namespace caveat::rules
