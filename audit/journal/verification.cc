#include "audit/journal/verification.h"

#include <algorithm>
#include <set>
#include <utility>

#include "audit/journal/entry_reader.h"
#include "audit/journal/file_heads.h"
#include "audit/journal/journal_line.h"
#include "audit/journal/line_reader.h"
#include "audit/journal/merkle_tree.h"

namespace caveat::audit {
namespace {

std::string text_of(std::uint64_t number) {
  return std::to_string(number);
}

/// What would explain that lines are missing from the end of `file`.
std::string loss_of(const HeadedFile& file) {
  if (file.unsynced == 0) return "";
  return ". The fsync of its last " + text_of(file.unsynced) +
         " lines failed after they counted as kept: a loss of power may have taken them";
}

class Verifier {
 public:
  Verifier(const JournalPlace& place, const VerificationTerms& terms)
      : place_(place), terms_(terms), kept_(terms.kept) {}

  JournalVerdict run() {
    files_ = read_heads(place_.files);
    for (std::size_t i = 0; i < files_.size() && !verdict_.fault; ++i) check_file(i);
    verdict_.size = tree_.size();
    verdict_.unfinished = open_.size();
    if (!verdict_.fault) check_end();
    return std::move(verdict_);
  }

 private:
  void fault(const HeadedFile& file, std::uint64_t line, std::string what) {
    if (!verdict_.fault) verdict_.fault = JournalFault{file.path, line, std::move(what)};
  }
  void remark(std::string what) { verdict_.remarks.push_back(std::move(what)); }

  void check_file(std::size_t index);
  void check_without_head(std::size_t index);
  bool check_head(const HeadedFile& file);
  bool check_join(const HeadedFile& file);
  void check_lines(const HeadedFile& file);
  void check_line(const HeadedFile& file, const FileLine& line);
  void check_rest(const HeadedFile& file);
  std::uint64_t good_line_behind(const HeadedFile& file) const;
  void check_checkpoint(const HeadedFile& file, std::uint64_t line, const CheckpointEntry& checkpoint);
  void check_kept(const HeadedFile& file, std::uint64_t line);
  void check_end();

  const JournalPlace& place_;
  const VerificationTerms& terms_;
  std::vector<SignedCheckpoint> kept_;
  std::vector<HeadedFile> files_;
  const HeadedFile* before_ = nullptr;  ///< the last file with lines
  std::set<std::string> set_aside_;
  MerkleTree tree_;
  std::set<std::uint64_t> open_;  ///< records without an end so far
  std::string key_;
  JournalVerdict verdict_;
};

void Verifier::check_file(std::size_t index) {
  const HeadedFile& file = files_[index];
  if (!file.head) return check_without_head(index);
  if (!check_head(file)) return;
  check_lines(file);
  before_ = &file;
}

/// A program that was killed while it began a file leaves one behind that counts for nothing.
void Verifier::check_without_head(std::size_t index) {
  const HeadedFile& file = files_[index];
  const bool was_begun_only = file.fault == "it is empty" || file.fault == "its first line is torn";
  const auto next = std::find_if(files_.begin() + static_cast<std::ptrdiff_t>(index), files_.end(),
                                 [](const HeadedFile& one) { return one.head.has_value(); });
  const bool is_known = next != files_.end() &&
                        std::find(next->head->set_aside.begin(), next->head->set_aside.end(), file.name) !=
                            next->head->set_aside.end();
  if (was_begun_only && (is_known || next == files_.end())) {
    remark(file.path + ": " + file.fault +
           "; the program was killed while it began the file, which holds nothing");
    return;
  }
  fault(file, 1, file.fault + ". Nothing of this file can be told");
}

bool Verifier::check_head(const HeadedFile& file) {
  const FileHead& head = *file.head;
  if (head.file != file.name) {
    fault(file, 1, "the file says that it is " + head.file + ": it was renamed or put in another's place");
  } else if (before_ == nullptr) {
    tree_ = head.tree;
    verdict_.first = tree_.size();
    verdict_.origin = head.origin;
    if (head.previous && !place_.may_begin_late) {
      fault(file, 0,
            "the file before it, " + head.previous->file + ", is missing: records 0 to " +
                text_of(head.tree.size() - 1) + " are not here");
    }
    if (head.previous && place_.may_begin_late)
      remark("what was before record " + text_of(tree_.size()) + " is not here, and was not looked at");
  } else {
    check_join(file);
  }
  key_ = terms_.key.empty() ? head.key : terms_.key;
  if (!verdict_.fault && head.key != key_)
    fault(file, 1, "it is signed by another key than the one that was given");
  return !verdict_.fault;
}

bool Verifier::check_join(const HeadedFile& file) {
  const FileHead& head = *file.head;
  if (head.origin != verdict_.origin) {
    fault(file, 1, "it belongs to another journal, " + head.origin);
  } else if (!head.previous) {
    fault(file, 1, "it says that the journal begins with it, and there are files before it");
  } else if (head.previous->file != before_->name) {
    fault(file, 0,
          "the file before it, " + head.previous->file + ", is missing: records " + text_of(tree_.size()) +
              " to " + text_of(head.tree.size() - 1) + " are not here");
  } else if (head.tree.size() != tree_.size() || head.tree.root() != tree_.root()) {
    fault(file, 1, "it goes on from another state than the one that the file before it ends with");
  }
  return !verdict_.fault;
}

void Verifier::check_lines(const HeadedFile& file) {
  auto lines = LineReader::open(file.path, file.counted);
  if (!lines) return fault(file, 0, "it cannot be read");
  while (!verdict_.fault) {
    const auto line = lines->next();
    if (!line) break;
    if (!line->whole) {
      const bool cut = file.counted.has_value();
      fault(
          file, line->number,
          cut ? "the record ends in the middle, though the next file says that it was whole" + loss_of(file)
              : "the record is torn: it ends in the middle. The program was killed while it wrote it, or the "
                "file was cut; the next start sets it aside. No response that waited for it was sent");
      return;
    }
    check_line(file, *line);
  }
  if (!verdict_.fault && file.counted && lines->position() != *file.counted) {
    fault(file, 0,
          "its end is missing: it has " + text_of(lines->position()) + " bytes, and had " +
              text_of(*file.counted) + " when the next file was begun" + loss_of(file));
  }
  if (verdict_.fault) return;
  if (file.unsynced > 0) {
    remark(file.path + ": records " + text_of(tree_.size() - std::min(file.unsynced, tree_.size())) + " to " +
           text_of(tree_.size() - 1) +
           " counted as kept before their fsync failed, so that a loss of power could have taken them; they "
           "are here");
  }
  check_rest(file);
}

/// What lies behind the lines that count.
void Verifier::check_rest(const HeadedFile& file) {
  if (!file.counted || file.size <= *file.counted) return;
  const std::string bytes =
      text_of(file.size - *file.counted) + " bytes behind byte " + text_of(*file.counted);
  if (file.ended == "write failed" || file.ended == "fsync failed") {
    return remark(file.path + ": " + bytes + " do not count: " + file.ended +
                  ", and the journal went on in a new file");
  }
  const auto next = std::find_if(files_.begin(), files_.end(), [&](const HeadedFile& one) {
    return one.head && one.head->previous && one.head->previous->file == file.name;
  });
  if (next->head->previous->behind != file.size - *file.counted)
    return fault(file, 0,
                 bytes + " do not count, and the next file speaks of " +
                     text_of(next->head->previous->behind) + ": something was added or cut off later");
  if (const std::uint64_t line = good_line_behind(file); line > 0)
    return fault(file, line - 1,
                 "the record is bad, and good ones come behind it, which the next start set aside");
  remark(file.path + ": " + bytes +
         " are a torn record: the program was killed while it wrote it. It was set aside");
}

/// Its number, or 0 if there is none.
std::uint64_t Verifier::good_line_behind(const HeadedFile& file) const {
  auto lines = LineReader::open(file.path);
  while (const auto line = lines ? lines->next() : std::nullopt) {
    if (line->offset > *file.counted && line->whole && read_frame(line->text)) return line->number;
  }
  return 0;
}

void Verifier::check_line(const HeadedFile& file, const FileLine& line) {
  const auto entry = read_entry(line.text);
  if (!entry)
    return fault(file, line.number, "the record " + text_of(tree_.size()) + " is bad: " + entry.error());
  if (entry->number != tree_.size()) {
    const bool is_gap = entry->number > tree_.size();
    return fault(
        file, line.number,
        is_gap ? "record " + text_of(tree_.size()) + " is missing: here is record " + text_of(entry->number)
               : "record " + text_of(entry->number) + " is here where record " + text_of(tree_.size()) +
                     " has to be");
  }
  if (std::holds_alternative<FileHead>(entry->what) && line.number != 1)
    return fault(file, line.number, "the head of a file in the middle of one");
  if (const auto* checkpoint = std::get_if<CheckpointEntry>(&entry->what))
    check_checkpoint(file, line.number, *checkpoint);
  if (std::holds_alternative<Decided>(entry->what)) {
    ++verdict_.records;
    open_.insert(entry->number);
  }
  if (const auto* ended = std::get_if<Ended>(&entry->what)) {
    if (open_.erase(ended->of) == 0 && ended->of >= verdict_.first)
      fault(file, line.number,
            "it is the end of record " + text_of(ended->of) + ", which has ended or is none");
  }
  if (const auto* counted = std::get_if<Counted>(&entry->what)) {
    verdict_.uncovered += counted->count.uncovered;
    verdict_.without_record += counted->count.without_record;
  }
  tree_.append(leaf_hash(line.text));
  check_kept(file, line.number);
}

void Verifier::check_checkpoint(const HeadedFile& file, std::uint64_t line,
                                const CheckpointEntry& checkpoint) {
  const Checkpoint& stated = checkpoint.read.checkpoint;
  const std::string since =
      verdict_.checkpoints == 0 ? text_of(verdict_.first) : text_of(verdict_.signed_size);
  if (stated.origin != verdict_.origin) {
    fault(file, line, "the checkpoint is of another journal, " + stated.origin);
  } else if (!is_signed_by(checkpoint.read, key_)) {
    fault(file, line, "the checkpoint's signature does not hold: it was changed, or signed by another key");
  } else if (stated.tree.size != tree_.size() || stated.tree.root != tree_.root()) {
    fault(file, line,
          "the signed checkpoint is of other records: of those from " + since + " to " +
              text_of(tree_.size()) + ", at least one was rewritten after it was signed");
  }
  ++verdict_.checkpoints;
  verdict_.signed_size = stated.tree.size;
  verdict_.last_note = checkpoint.note;
}

/// The tree has just reached some size.
void Verifier::check_kept(const HeadedFile& file, std::uint64_t line) {
  for (const SignedCheckpoint& kept : kept_) {
    const Checkpoint& stated = kept.checkpoint;
    if (stated.origin != verdict_.origin || stated.tree.size != tree_.size()) continue;
    if (stated.tree.root == tree_.root()) continue;
    fault(file, line,
          "the checkpoint that was kept elsewhere is of other records: of those up to " +
              text_of(tree_.size() - 1) + ", at least one was rewritten since");
  }
}

void Verifier::check_end() {
  for (const SignedCheckpoint& kept : kept_) {
    const Checkpoint& stated = kept.checkpoint;
    if (stated.origin != verdict_.origin) continue;
    if (!is_signed_by(kept, key_)) {
      verdict_.fault = JournalFault{
          place_.folder, 0, "the checkpoint that was kept elsewhere is not signed by the journal's key"};
    } else if (stated.tree.size > tree_.size()) {
      verdict_.fault = JournalFault{
          files_.empty() ? place_.folder : files_.back().path, 0,
          "the journal was cut off: records " + text_of(tree_.size()) + " to " +
              text_of(stated.tree.size - 1) +
              " are missing, which were there when the checkpoint was made that was kept elsewhere"};
    } else if (stated.tree.size < verdict_.first) {
      remark("the checkpoint that was kept elsewhere is of before record " + text_of(verdict_.first));
    }
  }
}

}  // namespace

JournalVerdict verify_journal(const JournalPlace& place, const VerificationTerms& terms) {
  return Verifier(place, terms).run();
}

}  // namespace caveat::audit
