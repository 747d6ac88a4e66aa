// Tests of packs, and what a draft changes.
#include <algorithm>
#include <chrono>

#include "app/served_differences.h"
#include "app/studio/asked_rules.h"
#include "app/studio/asked_visit.h"
#include "app/studio/earlier_rules.h"
#include "app/studio/routes.h"
#include "app/studio/site_page.h"
#include "app/test_reports.h"
#include "app/version_difference.h"
#include "app/wall_clock.h"
#include "rules/difference_text.h"
#include "studio/diagnostics_json.h"
#include "studio/request_members.h"
#include "studio/test_block.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using studio::ApiAnswer;
using studio::ApiError;

constexpr std::size_t kMostTrialPages = 500;

ApiAnswer test_packs(Studio& studio, const ApiRequest& request) {
  auto packs = asked_packs(studio, request.body);
  if (!packs) return packs.error();
  const auto file = studio::optional_text(request.body, "file");
  if (!file) return file.error();
  if (!file->empty())
    std::erase_if(packs->files, [&](const rules::SourceFile& one) { return one.path != *file; });
  if (packs->files.empty()) return ApiError{404, "no-such-file", "There is no such pack."};
  const std::unique_lock turn(studio.slow, kWaitForTurn);
  if (!turn) return busy();
  const TrialRun run = run_trials(packs->files, "", test_pages_in(studio.rules));
  json::value report = json::parse(test_json(run.packs));
  json::object out = report.get_object();
  out["diagnostics"] = studio::diagnostics_json(run.diagnostics);
  out["digest"] = packs->digest;
  return json::value(std::move(out));
}

ApiAnswer test_from_preview(Studio& studio, const ApiRequest& request) {
  const auto file = asked_file(request.body);
  const auto text = studio::needed_text(request.body, "text");
  const auto name = studio::optional_text(request.body, "name");
  const auto at = studio::optional_text(request.body, "at");
  const auto reader = studio::optional_object(request.body, "reader");
  if (!file) return file.error();
  if (!text) return text.error();
  if (!name || !at) return name ? at.error() : name.error();
  if (!reader) return reader.error();
  const rules::SourceFile pack{*file, *text};
  const auto compilation = rules::RuleSet::compile({&pack, 1}, now());
  if (!compilation.rules) return ApiError{422, "broken-rules", *file + " has errors: mend them first."};
  auto page = asked_page(studio, request.body);
  if (!page) return page.error();
  const auto visit = asked_visit(studio, request.body, page->url, *compilation.rules);
  if (!visit) return visit.error();
  studio::PreviewedVisit shown;
  shown.name = *name;
  shown.url = page->url;
  // Their types were looked at by asked_visit.
  if (const auto region = studio::optional_text(*reader, "region")) shown.region = *region;
  if (const auto address = studio::optional_text(*reader, "ip")) shown.address = *address;
  shown.languages = visit->facts.reader_languages;
  shown.accepted = !visit->facts.accepted.empty();
  shown.has_moment = !at->empty();
  shown.facts = visit->facts;
  shown.response = std::move(page->response);
  const auto with_test = studio::with_test_of(pack, shown, now());
  if (!with_test) return with_test.error();
  return json::value{{"text", *with_test}};
}

/// The side that the drafts are compared with: `old` names a folder, `with` is "in-force", at `site`, or
/// "saved".
studio::Asked<EarlierRules> earlier_rules(const Studio& studio, const json::object& question,
                                          const LeftAside& aside) {
  const auto old = studio::optional_text(question, "old");
  const auto with = studio::optional_text(question, "with");
  const auto site = studio::optional_text(question, "site");
  for (const auto* one : {&old, &with, &site}) {
    if (!*one) return one->error();
  }
  if (!old->empty()) return rules_of_folder(studio, *old, aside);
  return *with == "saved" ? saved_rules(studio, aside) : rules_in_force(studio, *site, aside);
}

json::object earlier_json(const Studio& studio, const EarlierRules& earlier) {
  json::array not_taken;
  for (const PackNotTaken& one : earlier.not_taken) {
    using Why = PackNotTaken::Why;
    not_taken.push_back(json::object{{"file", one.file},
                                     {"lacks_approvals", one.why == Why::lacks_approvals},
                                     {"unreadable", one.why == Why::unreadable},
                                     {"approvals", one.approvals}});
  }
  json::array sites;
  if (earlier.served != nullptr) {
    for (std::string& name : studio.sites_with(*earlier.served)) sites.emplace_back(std::move(name));
  }
  return {{"folder", earlier.folder},
          {"sites", std::move(sites)},
          {"not_taken", std::move(not_taken)},
          {"required_approvals", earlier.served != nullptr ? earlier.served->approvals.required : 0}};
}

json::object served_json(const ServedDifferences& differences) {
  json::array samples;
  for (const ServedSample& sample : differences.samples) {
    json::object one{{"url", sample.url},
                     {"reader", sample.reader},
                     {"old_status", sample.old_status},
                     {"new_status", sample.new_status}};
    if (sample.old_place) {
      one["line"] = sample.old_place->line;
      one["old"] = sample.old_place->excerpt;
      one["new"] = sample.new_place->excerpt;
    }
    samples.push_back(std::move(one));
  }
  json::array unreadable;
  for (const std::string& one : differences.unreadable) unreadable.emplace_back(one);
  return {{"pages", differences.pages},
          {"different", differences.different},
          {"absent", differences.absent},
          {"is_cut", differences.is_cut},
          {"most_pages", kMostTrialPages},
          {"unreadable", std::move(unreadable)},
          {"text", served_differences_text(differences)},
          {"samples", std::move(samples)}};
}

ApiAnswer diff_packs(Studio& studio, const ApiRequest& request) {
  const auto rules = asked_rules(studio, request.body);
  if (!rules) return rules.error();
  const auto earlier = earlier_rules(studio, request.body, rules->left_out);
  const auto time = asked_time(request.body);
  const auto over = studio::optional_text(request.body, "over");
  if (!earlier) return earlier.error();
  if (!time) return time.error();
  if (!over) return over.error();
  const std::unique_lock turn(studio.slow, kWaitForTurn);
  if (!turn) return busy();
  const auto later = version_of(rules->rules, rules->packs);
  const rules::RuleSetDifference difference = rules::compare(earlier->version, later, *time);
  json::object out{{"text", difference_over_time(earlier->version, later, *time, difference)},
                   {"changes", json::parse(rules::difference_json(difference))},
                   {"left_out", studio::diagnostics_json(rules->first_errors)},
                   {"earlier", earlier_json(studio, *earlier)}};
  if (over->empty()) return json::value(std::move(out));
  const auto archive = allowed_archive(studio, *over);
  if (!archive) return archive.error();
  out["over"] = served_json(compare_over(**archive, readers_concerned(difference), earlier->version.rules,
                                         later.rules, *time, kMostTrialPages));
  return json::value(std::move(out));
}

constexpr Route kTrialRoutes[] = {
    {.method = "POST",
     .path = "/api/test",
     .answer = test_packs,
     .sentences = "expected got reasons could_not message help suggestion"},
    {"POST", "/api/test-from-preview", test_from_preview},
    {.method = "POST",
     .path = "/api/diff",
     .answer = diff_packs,
     .sentences = "text reader message help suggestion unreadable"},
};

}  // namespace

std::span<const Route> trial_routes() {
  return kTrialRoutes;
}

}  // namespace caveat::app
