#include "studio/drafts.h"

#include <algorithm>

#include "rules/toml_guard.h"
#include "rules/utf8.h"
#include "studio/request_members.h"

namespace caveat::studio {

namespace {

constexpr std::size_t kMostDrafts = 200;
constexpr std::size_t kLongestPath = 1000;

bool is_plain_name(std::string_view name) {
  // Hidden files, and what editors leave behind, are no packs (rules/pack_files.h).
  if (name.empty() || name.front() == '.' || name.front() == '#' || name.front() == '~') return false;
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; });
}

}  // namespace

bool is_pack_path(std::string_view path) {
  if (path.size() > kLongestPath || !path.ends_with(".toml") || rules::first_bad_utf8(path)) return false;
  for (;;) {
    const std::size_t slash = path.find('/');
    if (!is_plain_name(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

Asked<Drafts> read_drafts(const boost::json::object& question) {
  const auto written = optional_object(question, "drafts");
  if (!written) return written.error();
  if (written->size() > kMostDrafts) return bad_request("there are more than 200 drafts");
  Drafts drafts;
  for (const auto& [file, text] : *written) {
    if (!is_pack_path(file))
      return bad_request("a draft is not named like a file of rules: " + std::string(file));
    if (!text.is_string()) return bad_request("a draft has to be a text");
    if (text.get_string().size() > rules::kRuleFileBytes) {
      return ApiError{413, "too-large", std::string(file) + " is longer than 1 MiB"};
    }
    drafts.emplace(file, text.get_string());
  }
  return drafts;
}

std::vector<rules::SourceFile> with_drafts(std::vector<rules::SourceFile> files, const Drafts& drafts) {
  for (const auto& [name, text] : drafts) {
    const std::string& path = name;
    const auto there = std::find_if(files.begin(), files.end(),
                                    [&](const rules::SourceFile& file) { return file.path == path; });
    if (there != files.end()) {
      there->text = text;
    } else {
      files.push_back({path, text});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const rules::SourceFile& a, const rules::SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace caveat::studio
