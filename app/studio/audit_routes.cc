// Findings of audits, out of the stores that `caveat audit` made.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "app/studio/routes.h"
#include "audit/store/finding_search.h"
#include "rules/calendar.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using studio::ApiAnswer;
using studio::ApiError;

constexpr std::uint64_t kMostOnAPage = 500;

json::array counts_json(const std::vector<audit::ValueCount>& counts, const char* counted = "findings") {
  json::array out;
  for (const audit::ValueCount& one : counts)
    out.push_back(json::object{{"value", one.value}, {counted, one.count}});
  return out;
}

json::object summary_json(const std::string& store, const audit::StoreSummary& summary) {
  return {{"store", store},
          {"rules", summary.rules},
          {"regions", summary.regions},
          {"archives", summary.archives},
          {"findings", summary.findings},
          {"by_rule", counts_json(summary.by_rule)},
          {"by_region", counts_json(summary.by_region)},
          {"by_severity", counts_json(summary.by_severity)},
          {"by_kind", counts_json(summary.by_kind)},
          {"by_site", counts_json(summary.by_site)},
          {"not_auditable", counts_json(summary.not_auditable, "readings")},
          {"unreadable_records", summary.unreadable_records}};
}

json::object finding_json(const audit::StoredFinding& one) {
  json::object out{{"kind", one.kind},
                   {"severity", one.severity},
                   {"pack", one.pack},
                   {"rule", one.rule},
                   {"rule_place", one.rule_place},
                   {"region", one.region},
                   {"site", one.site},
                   {"path", one.path},
                   {"url", one.url},
                   {"expected", one.expected},
                   {"seen", one.seen},
                   {"excerpt", one.excerpt},
                   {"excerpt_mark", one.excerpt_mark},
                   {"excerpt_length", one.excerpt_length},
                   {"count", one.places},
                   {"archive", one.archive},
                   {"offset", one.offset},
                   {"record", one.record},
                   {"fingerprint", one.fingerprint}};
  out["time"] = one.time == 0 ? std::string()
                              : rules::iso_time(std::chrono::sys_seconds(std::chrono::seconds(one.time)));
  return out;
}

/// As stores are; archives of pages may lie beside them.
bool is_database(const fs::path& path) {
  constexpr std::string_view kBeginning = "SQLite format 3";
  std::string bytes(kBeginning.size(), '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return in && bytes == kBeginning;
}

ApiAnswer audits(Studio& studio, const ApiRequest&) {
  json::array stores;
  json::array unread;
  std::error_code error;
  std::vector<std::string> names;
  if (!studio.audits.empty()) {
    for (const fs::directory_entry& entry : fs::directory_iterator(studio.audits, error)) {
      if (entry.is_regular_file(error)) names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const auto summary = audit::summary_of_store((fs::path(studio.audits) / name).string());
    if (summary) {
      stores.push_back(summary_json(name, *summary));
    } else if (is_database(fs::path(studio.audits) / name)) {
      unread.push_back(json::object{{"store", name}, {"reason", summary.error().reason}});
    }
  }
  return json::value{{"stores", std::move(stores)}, {"unread", std::move(unread)}};
}

std::string parameter(const ApiRequest& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

std::uint64_t number(const ApiRequest& request, const char* name, std::uint64_t otherwise) {
  const std::string text = parameter(request, name);
  const bool good =
      !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return good ? std::stoull(text) : otherwise;
}

ApiAnswer findings(Studio& studio, const ApiRequest& request) {
  const std::string store = parameter(request, "store");
  const bool plain = !store.empty() && store.front() != '.' && store.find('/') == std::string::npos;
  if (studio.audits.empty() || !plain)
    return ApiError{404, "no-such-store", "There is no such store; start the studio with --audits."};
  std::error_code error;
  const fs::path path = fs::path(studio.audits) / store;
  if (!fs::is_regular_file(path, error) || fs::is_symlink(path, error))
    return ApiError{404, "no-such-store", "There is no store " + store + "."};
  audit::FindingQuestion question;
  question.rule = parameter(request, "rule");
  question.region = parameter(request, "region");
  question.severity = parameter(request, "severity");
  question.kind = parameter(request, "kind");
  question.site = parameter(request, "site");
  question.text = parameter(request, "text");
  question.count = std::clamp<std::uint64_t>(number(request, "size", 100), 1, kMostOnAPage);
  question.first = number(request, "page", 0) * question.count;
  const auto found = audit::find_findings(path.string(), question);
  const auto summary = audit::summary_of_store(path.string());
  if (!found || !summary)
    return ApiError{422, "no-store", found ? summary.error().reason : found.error().reason};
  json::array list;
  for (const audit::StoredFinding& one : found->findings) list.push_back(finding_json(one));
  return json::value{
      {"total", found->total}, {"findings", std::move(list)}, {"summary", summary_json(store, *summary)}};
}

constexpr Route kAuditRoutes[] = {
    {.method = "GET", .path = "/api/audits", .answer = audits, .sentences = "reason"},
    {.method = "GET", .path = "/api/audit", .answer = findings, .sentences = "expected seen"},
};

}  // namespace

std::span<const Route> audit_routes() {
  return kAuditRoutes;
}

}  // namespace caveat::app
