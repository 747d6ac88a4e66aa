// Keys, approvals, and the sheet that is signed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "app/pack_approval.h"
#include "app/pack_trials.h"
#include "app/studio/asked_rules.h"
#include "app/studio/routes.h"
#include "app/studio/sheet_previews.h"
#include "app/wall_clock.h"
#include "rules/approval.h"
#include "studio/pack_list.h"
#include "studio/request_members.h"
#include "studio/sign_off.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using studio::ApiAnswer;
using studio::ApiError;
using studio::Asked;

/// $XDG_CONFIG_HOME/caveat/keys, else ~/.config/caveat/keys; empty without a home.
fs::path folder_of_keys() {
  const char* configuration = std::getenv("XDG_CONFIG_HOME");
  if (configuration != nullptr && *configuration != '\0') return fs::path(configuration) / "caveat/keys";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".config/caveat/keys" : fs::path();
}

std::vector<KeyFile> known_keys(const Studio& studio) {
  std::vector<std::string> paths = studio.key_files;
  std::error_code error;
  const fs::path folder = folder_of_keys();
  if (!folder.empty()) {
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      if (entry->is_regular_file(error)) paths.push_back(entry->path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::vector<KeyFile> keys;
  for (const std::string& path : paths) {
    if (auto key = look_at_key(path)) keys.push_back(*std::move(key));
  }
  return keys;
}

ApiAnswer keys(Studio& studio, const ApiRequest&) {
  json::array list;
  for (const KeyFile& key : known_keys(studio)) {
    list.push_back(
        json::object{{"path", key.path}, {"name", key.name}, {"role", key.role}, {"locked", key.locked}});
  }
  return json::value{{"keys", std::move(list)}, {"folder", folder_of_keys().string()}};
}

/// Those of one pack, as the list of packs counts them.
rules::PackApprovals approvals_of(const Studio& studio, const rules::SourceFile& pack) {
  std::vector<rules::Diagnostic> ignored;
  const RulesOnDisk on_disk = studio.rules.read();
  std::vector<rules::SourceFile> own;
  for (const rules::SourceFile& file : on_disk.approvals) {
    if (rules::approved_path(file.path) == pack.path) own.push_back(file);
  }
  return rules::judge_approvals({&pack, 1}, own, studio.approval_policy(), ignored).front();
}

Asked<ApproverKey> opened_key(const Studio& studio, const std::string& path, const std::string& passphrase) {
  const auto known = known_keys(studio);
  const bool listed =
      std::any_of(known.begin(), known.end(), [&](const KeyFile& key) { return key.path == path; });
  if (!listed) return ApiError{403, "no-such-key", "This is none of the keys that the studio knows."};
  auto key = read_approver_key(path, [&passphrase] { return passphrase; });
  if (!key && key.error().locked)
    return ApiError{422, "wrong-passphrase", "The passphrase does not open this key."};
  if (!key) return ApiError{422, "no-key", key.error().message + "."};
  return *std::move(key);
}

ApiAnswer approve_pack(Studio& studio, const ApiRequest& request) {
  const auto file = asked_file(request.body);
  const auto path = studio::needed_text(request.body, "key");
  const auto passphrase = studio::optional_text(request.body, "passphrase");
  const auto note = studio::optional_text(request.body, "note");
  const auto version = studio::optional_text(request.body, "version");
  if (!file) return file.error();
  for (const auto* one : {&path, &passphrase, &note, &version}) {
    if (!*one) return one->error();
  }
  const auto pack = studio.rules.read_pack(*file);
  if (!pack) return pack.error();
  if (!version->empty() && *version != version_of(pack->text))
    return ApiError{409, "changed-on-disk",
                    *file + " is not what you looked at: it was changed on disk meanwhile."};
  if (!rules::RuleSet::compile({&*pack, 1}, now()).rules)
    return ApiError{422, "broken-rules", *file + " has errors, so it cannot be approved: mend them first."};
  const ApprovalWords words{.name = "", .role = "", .note = *note};
  if (!fault_of(words).empty()) return ApiError{422, "bad-note", "The note has at most 2000 bytes."};
  const auto key = opened_key(studio, *path, *passphrase);
  if (!key) return key.error();
  const rules::Approval approval = signed_approval(*pack, *key, words, studio.version);
  if (approval.name.empty()) return ApiError{422, "nameless-key", "The key does not say whose it is."};
  const auto written = studio.rules.write_approval(approval, *file);
  if (!written) return written.error();
  return json::value{{"approvals", studio::approvals_json(approvals_of(studio, *pack))}};
}

/// Of its tests, by their names: whoever signs sees whether the pack does what its author said that it would.
json::array results_of(const Studio& studio, const rules::SourceFile& pack) {
  json::array out;
  const TrialRun run = run_trials({pack}, "", test_pages_in(studio.rules));
  for (const PackTrials& one : run.packs) {
    for (const TestResult& result : one.results)
      out.push_back(json::object{{"name", result.test.name}, {"passed", result.passed()}});
  }
  return out;
}

ApiAnswer sign_off(Studio& studio, const ApiRequest& request) {
  const auto file = asked_file(request.body);
  if (!file) return file.error();
  const auto pack = studio.rules.read_pack(*file);
  if (!pack) return pack.error();
  const std::unique_lock turn(studio.slow, kWaitForTurn);
  if (!turn) return busy();
  auto sheet = studio::sign_off_sheet(*pack, approvals_of(studio, *pack), now());
  if (!sheet) return sheet;
  json::object& out = sheet->as_object();
  out["tests"] = results_of(studio, *pack);
  out["previews"] = sheet_previews(studio, *pack);
  return sheet;
}

constexpr Route kApprovalRoutes[] = {
    {"GET", "/api/keys", keys},
    {.method = "POST", .path = "/api/approve", .answer = approve_pack, .writes = true, .sentences = "reason"},
    {.method = "POST", .path = "/api/signoff", .answer = sign_off, .sentences = "reason could_not"},
};

}  // namespace

std::span<const Route> approval_routes() {
  return kApprovalRoutes;
}

}  // namespace caveat::app
