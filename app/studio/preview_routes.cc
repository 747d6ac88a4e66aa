// What readers get: previews of pages and notices, decisions, and the map.
#include <algorithm>

#include "app/record_json.h"
#include "app/studio/asked_rules.h"
#include "app/studio/asked_visit.h"
#include "app/studio/routes.h"
#include "app/studio/site_page.h"
#include "filter/stated_page.h"
#include "studio/notice_preview.h"
#include "studio/page_marks.h"
#include "studio/region_map.h"
#include "studio/request_members.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using studio::ApiAnswer;
using studio::ApiError;

/// The response whose words nobody has read.
filter::ResponseHead plain_page() {
  filter::ResponseHead head;
  head.fields.append("Content-Type", "text/html");
  return head;
}

json::array list_of(const std::vector<std::string>& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

/// What a frame shows: pages as pages, all else, and what cannot be read, as text.
json::object frame_of(Studio& studio, const filter::ResponseHead& head, studio::MarkedCopy copy) {
  std::string type = studio::is_page(head) && !copy.is_text ? "text/html" : "text/plain";
  if (!copy.charset.empty()) type.append("; charset=").append(copy.charset);
  json::array fields;
  for (const filter::FieldLine& line : head.fields) {
    fields.push_back(json::object{{"name", line.name}, {"value", line.value}});
  }
  return {{"preview", studio.previews.keep({std::move(type), std::move(copy.bytes)})},
          {"status", head.status},
          {"headers", std::move(fields)}};
}

ApiAnswer preview(Studio& studio, const ApiRequest& request) {
  const auto rules = asked_rules(studio, request.body);
  if (!rules) return rules.error();
  const auto page = asked_page(studio, request.body);
  if (!page) return page.error();
  const auto visit = asked_visit(studio, request.body, page->url, *rules->rules);
  if (!visit) return visit.error();
  const auto served = studio::serve_page(rules->rules, visit->facts, page->response);
  auto marked = studio::mark_pages(rules->rules, visit->facts, page->response, served, studio.token);
  json::object after = frame_of(studio, served.head, std::move(marked.served));
  after["body_differs"] = served.body != page->response.body;
  return json::value{{"original", frame_of(studio, page->response.head, std::move(marked.original))},
                     {"served", std::move(after)},
                     {"marks", std::move(marked.marks)},
                     {"record", json::parse(record_json(served.record))},
                     {"memo", memo_json(*rules->rules, served.facts, visit->known_from)},
                     {"location", location_json(visit->facts.location)},
                     {"digest", rules->digest},
                     {"left_out", list_of(rules->left_out)}};
}

ApiAnswer decide_page(Studio& studio, const ApiRequest& request) {
  const auto rules = asked_rules(studio, request.body);
  const auto url = studio::needed_text(request.body, "url");
  if (!rules || !url) return rules ? url.error() : rules.error();
  const auto visit = asked_visit(studio, request.body, *url, *rules->rules);
  if (!visit) return visit.error();
  const auto facts = filter::facts_without_page(visit->facts, plain_page(), "");
  return json::value{{"memo", memo_json(*rules->rules, facts, visit->known_from)},
                     {"location", location_json(visit->facts.location)},
                     {"left_out", list_of(rules->left_out)}};
}

ApiAnswer map_of_page(Studio& studio, const ApiRequest& request) {
  const auto rules = asked_rules(studio, request.body);
  const auto url = studio::needed_text(request.body, "url");
  if (!rules || !url) return rules ? url.error() : rules.error();
  json::object question = request.body;
  question["reader"] = {{"region", "unknown"}};
  const auto visit = asked_visit(studio, question, *url, *rules->rules);
  if (!visit) return visit.error();
  json::object map =
      studio::region_map(*rules->rules, filter::facts_without_page(visit->facts, plain_page(), ""));
  map["stops"] = studio::stops_of(rules->packs);
  map["left_out"] = list_of(rules->left_out);
  map["digest"] = rules->digest;
  return json::value(std::move(map));
}

/// The site and place that the notice's variables tell of.
studio::Asked<rules::Facts> facts_of_notice(const json::object& question) {
  const auto site = studio::optional_text(question, "site");
  const auto region = studio::optional_text(question, "region");
  const auto time = asked_time(question);
  if (!site) return site.error();
  if (!region) return region.error();
  if (!time) return time.error();
  rules::Facts facts;
  facts.site = site->empty() ? std::string("www.newsroom.example") : *site;
  facts.path.push_back('/');
  facts.time = *time;
  facts.location = geoip::Location::stated(*region).value_or(geoip::Location());
  return facts;
}

ApiAnswer notice(Studio& studio, const ApiRequest& request) {
  const auto packs = asked_packs(studio, request.body);
  const auto file = asked_file(request.body);
  const auto name = studio::needed_text(request.body, "notice");
  const auto language = studio::optional_text(request.body, "language");
  const auto facts = facts_of_notice(request.body);
  if (!packs) return packs.error();
  if (!file) return file.error();
  if (!name) return name.error();
  if (!language) return language.error();
  if (!facts) return facts.error();
  const auto pack = std::find_if(packs->files.begin(), packs->files.end(),
                                 [&](const rules::SourceFile& one) { return one.path == *file; });
  if (pack == packs->files.end()) return ApiError{404, "no-such-file", *file + " is not there."};
  auto shown = studio::preview_notice(*pack, *name, *language, *facts);
  if (!shown) return shown.error();
  return json::value{{"preview", studio.previews.keep({"text/html; charset=utf-8", std::move(shown->page)})},
                     {"html", shown->html},
                     {"language", shown->language},
                     {"direction", shown->direction}};
}

constexpr std::string_view kMemoSentences = "why why_language known_from awaits";

constexpr Route kPreviewRoutes[] = {
    {.method = "POST", .path = "/api/preview", .answer = preview, .sentences = kMemoSentences},
    {.method = "POST", .path = "/api/decide", .answer = decide_page, .sentences = kMemoSentences},
    {"POST", "/api/map", map_of_page},
    {"POST", "/api/notice", notice},
};

}  // namespace

std::span<const Route> preview_routes() {
  return kPreviewRoutes;
}

}  // namespace caveat::app
