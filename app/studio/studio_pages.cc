#include "app/studio/studio_pages.h"

#include <algorithm>
#include <utility>

#include "app/studio/query_text.h"
#include "app/studio/request_guard.h"
#include "app/studio/routes.h"
#include "studio/page_files.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using proxy::LocalResponse;
using studio::ApiError;

constexpr std::size_t kDeepestJson = 32;

/// On everything: not kept, not guessed at, of no use to other sites.
void append_common_fields(filter::FieldLines& fields) {
  fields.append("Cache-Control", "no-store");
  fields.append("X-Content-Type-Options", "nosniff");
  fields.append("Referrer-Policy", "no-referrer");
}

LocalResponse response_of(int status, std::string_view type, std::string body) {
  LocalResponse response;
  response.head.status = status;
  response.head.fields.append("Content-Type", type);
  append_common_fields(response.head.fields);
  response.body = std::move(body);
  return response;
}

LocalResponse misdirected() {
  return response_of(421, "text/plain; charset=utf-8", "421 Misdirected Request\n");
}

LocalResponse json_response(int status, const json::value& value) {
  LocalResponse response = response_of(status, "application/json", json::serialize(value));
  response.head.fields.append("Cross-Origin-Resource-Policy", "same-origin");
  response.head.fields.append("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

LocalResponse error_response(ApiError error, const studio::Wording& wording) {
  error.more["error"] = {{"code", error.code}, {"message", wording.say(error.message)}};
  return json_response(error.status, std::move(error.more));
}

std::string page_policy(const Studio& studio) {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
         "connect-src 'self'; frame-src " +
         studio.preview_origin + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

LocalResponse page_response(const Studio& studio, const filter::RequestHead& request, std::string_view path) {
  if (request.method != "GET" && request.method != "HEAD")
    return response_of(405, "text/plain; charset=utf-8", "405 Method Not Allowed\n");
  const std::string_view name = path == "/" ? std::string_view("index.html") : path.substr(1);
  const auto files = studio::page_files();
  const auto file = std::find_if(files.begin(), files.end(),
                                 [name](const studio::PageFile& one) { return one.name == name; });
  if (file == files.end()) return response_of(404, "text/plain; charset=utf-8", "404 Not Found\n");
  LocalResponse response = response_of(200, studio::media_type_of(name), std::string(file->bytes));
  response.head.fields.append("Content-Security-Policy", page_policy(studio));
  response.head.fields.append("Cross-Origin-Resource-Policy", "same-origin");
  response.head.fields.append("Cross-Origin-Opener-Policy", "same-origin");
  response.head.fields.append("X-Frame-Options", "DENY");
  response.head.fields.append("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  return response;
}

studio::Asked<json::object> body_of(const ApiRequest& request, std::string_view body) {
  if (request.method == "GET" || body.empty()) return json::object();
  json::error_code error;
  json::parse_options options;
  options.max_depth = kDeepestJson;
  json::value value = json::parse(boost::core::string_view(body.data(), body.size()), error, {}, options);
  if (error || !value.is_object()) return studio::bad_request("The question is no JSON object.");
  return std::move(value.get_object());
}

LocalResponse api_response(Studio& studio, const filter::RequestHead& head, std::string_view path,
                           std::string_view body) {
  const studio::Wording& wording = studio::Wording::in(head.fields.combined("Accept-Language"));
  if (auto refusal = refusal_of(head, {studio.token, studio.own_origins}))
    return error_response(*std::move(refusal), wording);
  const std::string method = head.method == "HEAD" ? "GET" : head.method;
  bool path_exists = false;
  const Route* route = find_route(method, path, path_exists);
  if (route == nullptr) {
    return error_response(path_exists ? ApiError{405, "wrong-method", "This cannot be asked in that way."}
                                      : ApiError{404, "no-such-question", "There is no such question."},
                          wording);
  }
  if (route->writes && studio.read_only) {
    return error_response(
        {403, "read-only", "The studio was started with --read-only: nothing can be changed."}, wording);
  }
  ApiRequest request{.method = method, .rest = {}, .query = {}, .body = {}, .wording = wording};
  const auto rest = decoded(path.substr(std::min(route->path.size(), path.size())));
  const auto query = query_of(head.target);
  if (!rest || !query) return error_response(studio::bad_request("The address is not well formed."), wording);
  request.rest = *rest;
  request.query = *query;
  auto question = body_of(request, body);
  if (!question) return error_response(question.error(), wording);
  request.body = *std::move(question);
  auto answer = route->answer(studio, request);
  if (!answer) return error_response(answer.error(), wording);
  wording.say_members(*answer, route->sentences);
  return json_response(200, *answer);
}

std::string preview_policy(const Studio& studio) {
  std::string ancestors;
  for (const std::string& origin : studio.own_origins) ancestors += " " + origin;
  return "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
         "form-action 'none'; frame-ancestors" +
         ancestors;
}

}  // namespace

LocalResponse answer_from_studio(Studio& studio, const filter::RequestHead& request, std::string_view body) {
  if (!is_for(request, studio.own_origins)) return misdirected();
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  return path.starts_with("/api/") ? api_response(studio, request, path, body)
                                   : page_response(studio, request, path);
}

LocalResponse answer_from_previews(const Studio& studio, const filter::RequestHead& request) {
  if (!is_for(request, {studio.preview_origin})) return misdirected();
  constexpr std::string_view kBegin = "/p/";
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const auto page = reads && path.starts_with(kBegin) ? studio.previews.find(path.substr(kBegin.size()))
                                                      : std::optional<PreviewPage>();
  LocalResponse response = page ? response_of(200, page->content_type, page->bytes)
                                : response_of(404, "text/plain; charset=utf-8",
                                              "The preview is no longer kept: ask for it again.\n");
  response.head.fields.append("Content-Security-Policy", preview_policy(studio));
  // No policy covers this: browsers look up the hosts that links name before anybody follows them.
  response.head.fields.append("X-DNS-Prefetch-Control", "off");
  response.head.fields.append("Cross-Origin-Resource-Policy", "same-site");
  return response;
}

}  // namespace caveat::app
