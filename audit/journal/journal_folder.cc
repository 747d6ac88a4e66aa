#include "audit/journal/journal_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournalPrefix = "evidence-";
constexpr std::string_view kEnd = ".jsonl";
constexpr std::size_t kDigits = 8;
constexpr std::string_view kJournal = "journal-";
/// As many programs may write at the same time.
constexpr int kMostJournals = 16;

std::string failed(const std::string& path) {
  return path + ": " + std::strerror(errno);
}

}  // namespace

std::string journal_file_name(std::uint64_t ordinal) {
  std::string digits = std::to_string(ordinal);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return std::string(kJournalPrefix) + digits + std::string(kEnd);
}

std::optional<std::uint64_t> journal_file_ordinal(const std::string& name) {
  if (!name.starts_with(kJournalPrefix) || !name.ends_with(kEnd)) return std::nullopt;
  if (name.size() < kJournalPrefix.size() + kDigits + kEnd.size()) return std::nullopt;
  const std::string_view digits =
      std::string_view(name).substr(kJournalPrefix.size(), name.size() - kJournalPrefix.size() - kEnd.size());
  std::uint64_t ordinal = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ordinal);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  return is_whole && ordinal > 0 ? std::optional(ordinal) : std::nullopt;
}

std::vector<std::string> journal_files(const std::string& folder) {
  std::vector<std::pair<std::uint64_t, std::string>> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (const auto ordinal = journal_file_ordinal(name)) found.emplace_back(*ordinal, name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [ordinal, name] : found) names.push_back(std::move(name));
  return names;
}

std::vector<std::string> journals_below(const std::string& folder) {
  if (!journal_files(folder).empty()) return {folder};
  std::vector<std::string> found;
  for (int i = 1; i <= kMostJournals; ++i) {
    std::string path = (fs::path(folder) / (std::string(kJournal) + std::to_string(i))).string();
    if (!journal_files(path).empty()) found.push_back(std::move(path));
  }
  return found;
}

boost::system::result<JournalFolder, std::string> JournalFolder::take(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return folder + ": " + error.message();
  for (int i = 1; i <= kMostJournals; ++i) {
    const std::string path = (fs::path(folder) / (std::string(kJournal) + std::to_string(i))).string();
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return failed(path);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failed(path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return JournalFolder(path, i, descriptor);
    ::close(descriptor);
  }
  return folder + ": " + std::to_string(kMostJournals) + " programs write there already";
}

JournalFolder::JournalFolder(JournalFolder&& other) noexcept
    : path_(std::move(other.path_)),
      ordinal_(other.ordinal_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

JournalFolder::~JournalFolder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace caveat::audit
