#include "rules/pack_parser.h"

#include <utility>

#include "rules/notice_book.h"
#include "rules/pack_head_parser.h"
#include "rules/region_book.h"
#include "rules/rule_parser.h"
#include "rules/test_parser.h"

namespace caveat::rules {

namespace {

const TomlTable* table_or_null(const TomlValue* value) {
  return value ? value->table() : nullptr;
}

}  // namespace

std::optional<Pack> parse_pack(const SourceFile& file, const WidgetCatalogue& widgets,
                               std::chrono::sys_seconds today, std::vector<Diagnostic>& diagnostics) {
  const auto document = parse_toml(file.path, file.text, diagnostics);
  if (!document) return std::nullopt;
  Problems problems(file, diagnostics);
  TableReader reader(*document, SourcePlace{file.path, 1, 1, 1}, "a pack", problems);
  Pack pack;
  pack.head = std::make_shared<const PackHead>(parse_pack_head(*document, reader, today, problems));
  RegionBook regions(table_or_null(reader.table("regions")), problems);
  pack.regions = regions.named();
  NoticeBook notices(table_or_null(reader.table("notices")), *pack.head, problems);
  RuleParser rules(pack.head, regions, notices, widgets, problems);
  if (const TomlValue* list = reader.list("rules")) {
    for (const TomlValue& value : *list->array()) {
      if (auto rule = rules.parse(value)) pack.rules.push_back(std::move(*rule));
    }
  } else {
    problems.add(Code::no_rules, SourcePlace{file.path, 1, 1, 1}, "the pack has no [[rules]]");
  }
  notices.report_unused();
  if (const TomlValue* list = reader.list("tests")) {
    for (const TomlValue& value : *list->array()) {
      if (auto test = parse_test(value, *pack.head, notices, problems))
        pack.tests.push_back(std::move(*test));
    }
  }
  reader.refuse_unknown();
  return pack;
}

}  // namespace caveat::rules
