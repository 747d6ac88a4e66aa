#include "rules/pack_parser.h"

#include <algorithm>
#include <utility>

#include "rules/notice_book.h"
#include "rules/pack_head_parser.h"
#include "rules/region_book.h"
#include "rules/rule_parser.h"
#include "rules/test_parser.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

const TomlTable* table_or_null(const TomlValue* value) {
  return value ? value->table() : nullptr;
}

/// The end of the file is where rules are missing that were cut off.
void report_no_rules(const SourceFile& file, const TomlValue* rules, Problems& problems) {
  const bool said = rules && !(rules->array() && rules->array()->empty());
  if (said) return;
  const auto line_ends = std::count(file.text.begin(), file.text.end(), '\n');
  const bool open_line = !file.text.empty() && !file.text.ends_with('\n');
  const int last_line = static_cast<int>(line_ends) + (open_line ? 1 : 0);
  problems.add(Code::no_rules, SourcePlace{file.path, std::max(1, last_line), 1, 1},
               "the pack has no [[rules]], so it would protect nobody",
               "is the rest of the file missing? A pack that is no longer wanted says retired = true");
}

}  // namespace

Pack parse_pack(const SourceFile& file, const TomlTable& document, const WidgetCatalogue& widgets,
                const PackTerms& terms, std::vector<Diagnostic>& diagnostics) {
  Problems problems(file, diagnostics);
  TableReader reader(document, SourcePlace{file.path, 1, 1, 1}, "a pack", problems, kPackFileKeys);
  Pack pack;
  pack.head = std::make_shared<const PackHead>(parse_pack_head(document, reader, terms.today, problems));
  RegionBook regions(table_or_null(reader.table("regions")), problems);
  pack.regions = regions.named();
  NoticeBook notices(table_or_null(reader.table("notices")), *pack.head, problems);
  RuleParser rules(pack.head, regions, notices, widgets, problems);
  if (const TomlValue* list = reader.list("rules")) {
    for (const TomlValue& value : *list->array()) {
      if (auto rule = rules.parse(value)) pack.rules.push_back(std::move(*rule));
    }
  }
  if (pack.rules.empty() && !pack.head->retired() && terms.empty == EmptyRules::refused) {
    report_no_rules(file, find(document, "rules"), problems);
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
