#include "app/studio/asked_rules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/wall_clock.h"
#include "studio/request_members.h"

namespace caveat::app {

using studio::ApiError;
using studio::Asked;

namespace {

constexpr std::uintmax_t kMostAskedPageBytes = std::uintmax_t{16} * 1024 * 1024;

}  // namespace

Asked<AskedPacks> asked_packs(const Studio& studio, const boost::json::object& question) {
  const auto drafts = studio::read_drafts(question);
  if (!drafts) return drafts.error();
  RulesOnDisk on_disk = studio.rules.read();
  std::string digest = digest_of(on_disk);
  return AskedPacks{studio::with_drafts(std::move(on_disk.packs), *drafts), std::move(digest)};
}

Asked<AskedRules> rules_without_errors(std::vector<rules::SourceFile> packs) {
  AskedRules asked;
  auto compilation = rules::RuleSet::compile(packs, now(), rules::EmptyRules::allowed);
  if (!compilation.rules) {
    for (const rules::Diagnostic& one : compilation.diagnostics) {
      if (one.severity != rules::Severity::error) continue;
      const bool told = std::ranges::count(asked.left_out, one.place.file) > 0;
      if (told) continue;
      asked.left_out.push_back(one.place.file);
      asked.first_errors.push_back(one);
    }
    std::erase_if(packs, [&](const rules::SourceFile& file) {
      return std::ranges::count(asked.left_out, file.path) > 0;
    });
    std::ranges::sort(asked.left_out);
    compilation = rules::RuleSet::compile(packs, now(), rules::EmptyRules::allowed);
  }
  if (!compilation.rules) return ApiError{422, "broken-rules", "The rules have errors; mend them first."};
  asked.rules = compilation.rules;
  asked.packs = std::move(packs);
  return asked;
}

Asked<AskedRules> asked_rules(const Studio& studio, const boost::json::object& question) {
  auto on_disk = asked_packs(studio, question);
  if (!on_disk) return on_disk.error();
  auto asked = rules_without_errors(std::move(on_disk->files));
  if (asked) asked->digest = std::move(on_disk->digest);
  return asked;
}

rules::FileExists page_exists_in(const RulesFolder& folder) {
  return [&folder](const std::string& path) { return folder.page_of(path) || folder.waiting_page(path); };
}

TestPages test_pages_in(const RulesFolder& folder) {
  return [&folder](const std::string& path) -> boost::system::result<std::string, UnreadablePage> {
    const auto place = folder.page_of(path);
    std::error_code error;
    if (!place) {
      auto waiting = folder.waiting_page(path);
      if (!waiting) return UnreadablePage{"cannot be read"};
      return *std::move(waiting);
    }
    if (std::filesystem::file_size(*place, error) > kMostAskedPageBytes)
      return UnreadablePage{"is larger than 16 MiB"};
    std::ifstream in(*place, std::ios::binary);
    if (!in) return UnreadablePage{"cannot be read"};
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  };
}

Asked<std::string> asked_file(const boost::json::object& question) {
  auto file = studio::needed_text(question, "file");
  if (file && !studio::is_pack_path(*file)) return studio::bad_request("`file` has to name a file of rules");
  return file;
}

}  // namespace caveat::app
