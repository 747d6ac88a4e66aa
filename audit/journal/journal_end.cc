#include "audit/journal/journal_end.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "audit/journal/entry_reader.h"
#include "audit/journal/journal_folder.h"
#include "audit/journal/journal_line.h"
#include "audit/journal/line_reader.h"

namespace caveat::audit {
namespace {

/// The last file as far as its lines are good, one after the other.
class LastFile {
 public:
  explicit LastFile(const std::string& path) : path_(path) {}

  /// False if its first line is no head.
  bool read() {
    auto lines = LineReader::open(path_);
    if (!lines) return false;
    const auto first = lines->next();
    if (!first || !first->whole || !take_head(first->text)) return false;
    bytes_ = lines->position();
    while (const auto line = lines->next()) {
      if (!line->whole || !take(line->text)) break;
      bytes_ = lines->position();
    }
    look_behind(*lines);
    return true;
  }

  const MerkleTree& tree() const { return tree_; }
  std::uint64_t bytes() const { return bytes_; }
  bool stopped() const { return stopped_; }
  /// Good lines come behind a bad one.
  bool damaged() const { return damaged_; }

 private:
  bool take_head(std::string_view line) {
    const auto entry = read_entry(line);
    if (!entry) return false;
    const auto* head = std::get_if<FileHead>(&entry->what);
    if (head == nullptr || head->tree.size() != entry->number) return false;
    tree_ = head->tree;
    tree_.append(leaf_hash(line));
    return true;
  }
  bool take(std::string_view line) {
    const auto frame = read_frame(line);
    if (!frame || frame->number != tree_.size()) return false;
    tree_.append(leaf_hash(line));
    stopped_ = frame->kind == kCheckpointKind && line.find("\"why\":\"stop\"") != std::string_view::npos;
    return true;
  }
  void look_behind(LineReader& lines) {
    while (const auto line = lines.next()) damaged_ = damaged_ || (line->whole && read_frame(line->text));
  }

  std::string path_;
  MerkleTree tree_;
  std::uint64_t bytes_ = 0;
  bool stopped_ = false;
  bool damaged_ = false;
};

std::uint64_t size_of(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

JournalEnd find_journal_end(const std::string& folder) {
  JournalEnd end;
  std::vector<std::string> names = journal_files(folder);
  if (!names.empty()) end.next_ordinal = journal_file_ordinal(names.back()).value_or(0) + 1;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    const std::filesystem::path path = std::filesystem::path(folder) / *name;
    LastFile file(path.string());
    if (!file.read()) {
      end.set_aside.insert(end.set_aside.begin(), *name);
      continue;
    }
    end.tree = file.tree();
    end.previous = PreviousFile{.file = *name,
                                .bytes = file.bytes(),
                                .why = file.stopped() ? "stopped" : "killed",
                                .behind = size_of(path) - file.bytes()};
    if (file.damaged()) {
      end.damage = path.string() + " is damaged behind byte " + std::to_string(file.bytes()) +
                   ": `caveat evidence verify` tells where";
    }
    break;
  }
  return end;
}

}  // namespace caveat::audit
