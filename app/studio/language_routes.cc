// The rule language, and what `check` says of packs.
#include "app/line_diff.h"
#include "app/studio/asked_rules.h"
#include "app/studio/routes.h"
#include "app/wall_clock.h"
#include "studio/diagnostics_json.h"
#include "studio/language_tables.h"
#include "studio/request_members.h"
#include "studio/toml_json.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using studio::ApiAnswer;

ApiAnswer vocabulary(Studio&, const ApiRequest& request) {
  return json::value(studio::language_tables(request.wording));
}

ApiAnswer check_packs(Studio& studio, const ApiRequest& request) {
  const auto packs = asked_packs(studio, request.body);
  if (!packs) return packs.error();
  const auto compilation = rules::check_rules(packs->files, now(), page_exists_in(studio.rules));
  return json::value{{"diagnostics", studio::diagnostics_json(compilation.diagnostics)},
                     {"digest", packs->digest}};
}

ApiAnswer explain_code(Studio&, const ApiRequest& request) {
  return studio::explained_code(request.rest);
}

ApiAnswer model(Studio&, const ApiRequest& request) {
  const auto text = studio::needed_text(request.body, "text");
  if (!text) return text.error();
  return json::value(studio::toml_model(*text));
}

ApiAnswer edit(Studio&, const ApiRequest& request) {
  const auto text = studio::needed_text(request.body, "text");
  const auto edits = studio::read_edits(request.body);
  if (!text || !edits) return text ? edits.error() : text.error();
  auto edited = rules::edit_toml(*text, *edits);
  if (!edited)
    return studio::ApiError{422, "not-edited", "It was not changed: " + edited.error().message + "."};
  return json::value{{"text", edited->text}, {"line", edited->line}};
}

/// What differs between two texts of a pack, line by line, and in what lines do not show.
ApiAnswer lines(Studio&, const ApiRequest& request) {
  const auto before = studio::needed_text(request.body, "before");
  const auto after = studio::needed_text(request.body, "after");
  if (!before || !after) return before ? after.error() : before.error();
  json::array out;
  for (const DiffLine& line : diff_lines(*before, *after)) {
    out.push_back(json::object{
        {"sign", std::string_view(&line.sign, 1)}, {"number", line.number}, {"text", line.text}});
  }
  json::array unseen;
  for (const std::string_view one : unseen_differences(*before, *after)) unseen.emplace_back(one);
  return json::value{{"lines", std::move(out)}, {"differs_in", std::move(unseen)}};
}

constexpr Route kLanguageRoutes[] = {
    {.method = "GET", .path = "/api/vocabulary", .answer = vocabulary, .sentences = "about otherwise title"},
    {.method = "POST", .path = "/api/check", .answer = check_packs, .sentences = kDiagnosticSentences},
    {.method = "GET",
     .path = "/api/explain/",
     .answer = explain_code,
     .sentences = "title text report no_example"},
    {"POST", "/api/model", model},
    {"POST", "/api/edit", edit},
    {"POST", "/api/lines", lines},
};

}  // namespace

std::span<const Route> language_routes() {
  return kLanguageRoutes;
}

}  // namespace caveat::app
