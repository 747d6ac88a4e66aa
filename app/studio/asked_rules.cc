#include "app/studio/asked_rules.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "app/wall_clock.h"
#include "studio/request_members.h"

namespace caveat::app {

using studio::ApiError;
using studio::Asked;

namespace {

constexpr std::uintmax_t kMostPageBytes = std::uintmax_t{16} * 1024 * 1024;

}  // namespace

Asked<AskedPacks> asked_packs(const Studio& studio, const boost::json::object& question) {
  const auto drafts = studio::read_drafts(question);
  if (!drafts) return drafts.error();
  RulesOnDisk on_disk = studio.rules.read();
  std::string digest = digest_of(on_disk);
  return AskedPacks{studio::with_drafts(std::move(on_disk.packs), *drafts), std::move(digest)};
}

Asked<AskedRules> asked_rules(const Studio& studio, const boost::json::object& question) {
  auto on_disk = asked_packs(studio, question);
  if (!on_disk) return on_disk.error();
  std::vector<rules::SourceFile>& packs = on_disk->files;
  AskedRules asked;
  auto compilation = rules::RuleSet::compile(packs, now(), rules::EmptyRules::allowed);
  if (!compilation.rules) {
    std::set<std::string> broken;
    for (const rules::Diagnostic& one : compilation.diagnostics) {
      if (one.severity == rules::Severity::error) broken.insert(one.place.file);
    }
    std::erase_if(packs, [&](const rules::SourceFile& file) { return broken.contains(file.path); });
    asked.left_out.assign(broken.begin(), broken.end());
    compilation = rules::RuleSet::compile(packs, now(), rules::EmptyRules::allowed);
  }
  if (!compilation.rules) return ApiError{422, "broken-rules", "The rules have errors; mend them first."};
  asked.rules = compilation.rules;
  asked.packs = std::move(packs);
  asked.digest = std::move(on_disk->digest);
  return asked;
}

rules::FileExists page_exists_in(const RulesFolder& folder) {
  return [&folder](const std::string& path) { return folder.page_of(path).has_value(); };
}

TestPages test_pages_in(const RulesFolder& folder) {
  return [&folder](const std::string& path) -> boost::system::result<std::string, UnreadablePage> {
    const auto place = folder.page_of(path);
    std::error_code error;
    if (!place) return UnreadablePage{"cannot be read"};
    if (std::filesystem::file_size(*place, error) > kMostPageBytes)
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
