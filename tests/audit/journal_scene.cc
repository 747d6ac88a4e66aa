#include "journal_scene.h"

#include <stdlib.h>

#include <fstream>
#include <iterator>

#include "audit/journal/journal_folder.h"

namespace caveat::audit {

namespace fs = std::filesystem;

JournalScene::JournalScene()
    : key_(std::make_shared<const rules::SigningKey>(rules::SigningKey::generate())) {
  std::string name = (fs::temp_directory_path() / "caveat-journal-XXXXXX").string();
  folder = ::mkdtemp(name.data());
}

JournalScene::~JournalScene() {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

JournalOptions JournalScene::options() const {
  JournalOptions options;
  options.folder = folder.string();
  options.origin = "news.test";
  options.program = "caveat test";
  options.key = key_;
  return options;
}

Moment JournalScene::at(int second) {
  constexpr std::chrono::sys_days kDay = std::chrono::year(2026) / 11 / 26;
  return {
      .wall = kDay + std::chrono::hours(12) + std::chrono::seconds(second),
      .steady = std::chrono::steady_clock::time_point(std::chrono::hours(1) + std::chrono::seconds(second))};
}

filter::Record JournalScene::record(const std::string& path) {
  filter::Record record;
  record.minute = std::chrono::floor<std::chrono::minutes>(at(0).wall);
  record.site = "www.news.test";
  record.path = path;
  record.region = "UA-43";
  record.rules_digest = std::string(64, 'a');
  record.plan_digest = std::string(64, 'b');
  record.status = 200;
  record.covered = true;
  filter::RuleOutcome outcome;
  outcome.pack = "pack";
  outcome.rule = "warn";
  outcome.notice = "placed";
  outcome.place = "start of article";
  record.rules = {outcome};
  return record;
}

void JournalScene::write_three_files(int count) const {
  JournalOptions with_files = options();
  with_files.checkpoint_interval = std::chrono::seconds(2);
  for (int file = 0; file < 3; ++file) {
    auto writer = JournalWriter::open(with_files);
    for (int i = file * count / 3; i < (file + 1) * count / 3; ++i) {
      const std::string decided = decided_members(record("/a/" + std::to_string(i) + ".html"));
      const auto number = writer->append({&decided, 1}, at(i));
      const std::string ended = ended_members(number.value(), record());
      writer->append({&ended, 1}, at(i));
    }
    writer->stop(at(count));
  }
}

std::vector<std::string> JournalScene::files() const {
  std::vector<std::string> paths;
  for (const std::string& name : journal_files((folder / "journal-1").string()))
    paths.push_back((folder / "journal-1" / name).string());
  return paths;
}

JournalPlace JournalScene::place() const {
  return {.folder = (folder / "journal-1").string(), .files = files(), .may_begin_late = false};
}

std::string JournalScene::read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void JournalScene::write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace caveat::audit
