#include "studio/sign_off.h"

#include "rules/digest.h"
#include "rules/pack_text.h"
#include "studio/notice_preview.h"
#include "studio/pack_list.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;

template <typename Texts>
json::array list_of(const Texts& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

json::object values_of(const rules::WrittenValues& values) {
  json::object out;
  for (const auto& [key, texts] : values) out[key] = list_of(texts);
  return out;
}

json::array rules_of(const rules::PackText& pack) {
  json::array out;
  for (const rules::RuleText& rule : pack.rules) {
    out.push_back(json::object{{"id", rule.id},
                               {"line", rule.line},
                               {"regions", list_of(rule.regions)},
                               {"excepted_regions", list_of(rule.excepted_regions)},
                               {"sites", list_of(rule.sites)},
                               {"paths", list_of(rule.paths)},
                               {"excepted_paths", list_of(rule.excepted_paths)},
                               {"effect", values_of(rule.effect)}});
  }
  return out;
}

json::array texts_at(const rules::TomlTable& table, std::string_view key) {
  json::array out;
  const rules::TomlValue* value = rules::find(table, key);
  if (value == nullptr) return out;
  if (value->array() == nullptr) return {json::value(rules::written_text(*value))};
  for (const rules::TomlValue& one : *value->array()) out.emplace_back(rules::written_text(one));
  return out;
}

json::array regions_of(const rules::TomlTable& document) {
  json::array out;
  const rules::TomlValue* regions = rules::find(document, "regions");
  if (regions == nullptr || regions->table() == nullptr) return out;
  for (const rules::TomlEntry& region : *regions->table()) {
    if (region.value.table() == nullptr) continue;
    json::object one{{"name", region.key}};
    for (const char* key : {"title", "include", "exclude", "uncertain"})
      one[key] = texts_at(*region.value.table(), key);
    out.push_back(std::move(one));
  }
  return out;
}

json::array notices_of(const rules::SourceFile& pack, const rules::TomlTable& document,
                       const rules::Facts& facts) {
  json::array out;
  const rules::TomlValue* notices = rules::find(document, "notices");
  if (notices == nullptr || notices->table() == nullptr) return out;
  for (const rules::TomlEntry& notice : *notices->table()) {
    json::array texts;
    const rules::TomlValue* written =
        notice.value.table() != nullptr ? rules::find(*notice.value.table(), "text") : nullptr;
    if (written == nullptr || written->table() == nullptr) continue;
    for (const rules::TomlEntry& text : *written->table()) {
      const auto preview = preview_notice(pack, notice.key, text.key, facts);
      if (!preview) continue;
      texts.push_back(json::object{{"language", text.key},
                                   {"direction", preview->direction},
                                   {"html", preview->html},
                                   {"text", rules::written_text(text.value)}});
    }
    out.push_back(json::object{{"id", notice.key}, {"texts", std::move(texts)}});
  }
  return out;
}

}  // namespace

ApiAnswer sign_off_sheet(const rules::SourceFile& pack, const rules::PackApprovals& approvals,
                         std::chrono::sys_seconds now) {
  const auto compilation = rules::RuleSet::compile({&pack, 1}, now);
  if (!compilation.rules)
    return ApiError{422, "broken-rules",
                    pack.path + " has errors, so nobody can sign for it: mend them first."};
  std::vector<rules::Diagnostic> ignored;
  const auto document = rules::parse_toml(pack.path, pack.text, ignored);
  const auto text = rules::read_pack_text(pack);
  if (!document || !text) return ApiError{422, "broken-rules", pack.path + " cannot be read."};
  rules::Facts facts;
  facts.time = now;
  json::array tests;
  for (const rules::PackSummary& one : compilation.rules->packs()) {
    for (const rules::PackTest& test : one.tests) tests.emplace_back(test.name);
  }
  return json::value{{"file", pack.path},
                     {"pack", values_of(text->head)},
                     {"digest", rules::approval_digest(pack.text).value_or("")},
                     {"sha256", rules::sha256_of(pack.text)},
                     {"widgets", rules::widget_catalogue_digest()},
                     {"rules", rules_of(*text)},
                     {"notices", notices_of(pack, *document, facts)},
                     {"regions", regions_of(*document)},
                     {"tests", std::move(tests)},
                     {"approvals", approvals_json(approvals)}};
}

}  // namespace caveat::studio
