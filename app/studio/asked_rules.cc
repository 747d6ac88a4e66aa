#include "app/studio/asked_rules.h"

#include <set>

#include "app/wall_clock.h"
#include "studio/request_members.h"

namespace caveat::app {

using studio::ApiError;
using studio::Asked;

Asked<std::vector<rules::SourceFile>> asked_packs(const Studio& studio, const boost::json::object& question) {
  const auto drafts = studio::read_drafts(question);
  if (!drafts) return drafts.error();
  return studio::with_drafts(studio.rules.read().packs, *drafts);
}

Asked<AskedRules> asked_rules(const Studio& studio, const boost::json::object& question) {
  auto packs = asked_packs(studio, question);
  if (!packs) return packs.error();
  AskedRules asked;
  auto compilation = rules::RuleSet::compile(*packs, now(), rules::EmptyRules::allowed);
  if (!compilation.rules) {
    std::set<std::string> broken;
    for (const rules::Diagnostic& one : compilation.diagnostics) {
      if (one.severity == rules::Severity::error) broken.insert(one.place.file);
    }
    std::erase_if(*packs, [&](const rules::SourceFile& file) { return broken.contains(file.path); });
    asked.left_out.assign(broken.begin(), broken.end());
    compilation = rules::RuleSet::compile(*packs, now(), rules::EmptyRules::allowed);
  }
  if (!compilation.rules) return ApiError{422, "broken-rules", "The rules have errors; mend them first."};
  asked.rules = compilation.rules;
  asked.packs = *std::move(packs);
  return asked;
}

rules::FileExists page_exists_in(const RulesFolder& folder) {
  return [&folder](const std::string& path) { return folder.page_of(path).has_value(); };
}

Asked<std::string> asked_file(const boost::json::object& question) {
  auto file = studio::needed_text(question, "file");
  if (file && !studio::is_pack_path(*file)) return studio::bad_request("`file` has to name a file of rules");
  return file;
}

}  // namespace caveat::app
