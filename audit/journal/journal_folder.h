// Where journals are: a folder with one folder for each program that writes at the same time.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caveat::audit {

/// "evidence-00000007.jsonl"
std::string journal_file_name(std::uint64_t ordinal);
/// The ordinal of such a name; nullopt for any other.
std::optional<std::uint64_t> journal_file_ordinal(const std::string& name);

/// The files of one journal, in their order; names only.
std::vector<std::string> journal_files(const std::string& folder);
/// The folders of journals below `folder`, or `folder` itself if it holds files of a journal.
std::vector<std::string> journals_below(const std::string& folder);

/// One journal's folder, locked against other programs for as long as the value lives.
class JournalFolder {
 public:
  /// Takes the first of `journal-1`, `journal-2`, ... below `folder` that no other program writes to: while a
  /// new process takes over from an old one, each has its own. Makes what is missing. The error is in words.
  static boost::system::result<JournalFolder, std::string> take(const std::string& folder);
  ~JournalFolder();
  JournalFolder(JournalFolder&& other) noexcept;
  JournalFolder& operator=(JournalFolder&&) = delete;

  const std::string& path() const { return path_; }
  int ordinal() const { return ordinal_; }
  /// Of the folder.
  int descriptor() const { return descriptor_; }

 private:
  JournalFolder(std::string path, int ordinal, int descriptor)
      : path_(std::move(path)), ordinal_(ordinal), descriptor_(descriptor) {}

  std::string path_;
  int ordinal_;
  int descriptor_;
};

}  // namespace caveat::audit
