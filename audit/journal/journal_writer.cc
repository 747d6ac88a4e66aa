#include "audit/journal/journal_writer.h"

#include <tuple>
#include <utility>

#include "audit/journal/checkpoint.h"
#include "audit/journal/journal_line.h"

namespace caveat::audit {
namespace {

/// As long as nothing is tried after a failure.
constexpr std::chrono::milliseconds kPauseAfterFailedWrite{250};
constexpr const char* kSyncFailed = "fsync failed";

std::string minute_of(const Moment& now) {
  return minute_text(std::chrono::floor<std::chrono::minutes>(now.wall));
}

}  // namespace

boost::system::result<JournalWriter, std::string> JournalWriter::open(JournalOptions options) {
  if (!is_origin(options.origin)) return "`" + options.origin + "` cannot name a journal";
  auto folder = JournalFolder::take(options.folder);
  if (!folder) return folder.error();
  options.origin += "/" + std::to_string(folder->ordinal());
  JournalEnd end = find_journal_end(folder->path());
  return JournalWriter(std::move(options), *std::move(folder), std::move(end));
}

JournalWriter::JournalWriter(JournalOptions options, JournalFolder folder, JournalEnd end)
    : options_(std::move(options)),
      public_key_(options_.key->public_key()),
      folder_(std::move(folder)),
      damage_(std::move(end.damage)),
      next_ordinal_(end.next_ordinal),
      previous_(std::move(end.previous)),
      set_aside_(std::move(end.set_aside)),
      tree_(std::move(end.tree)),
      checkpointed_size_(tree_.size()),
      synced_size_(tree_.size()) {}

void JournalWriter::failed(const char* what, const boost::system::error_code& error) {
  problem_ = folder_.path() + ": " + what + ": " + error.message();
}

bool JournalWriter::begin_file(const Moment& now) {
  auto created = JournalFile::create(folder_.descriptor(), journal_file_name(next_ordinal_));
  if (!created) {
    ++failures_.open;
    failed("no file can be made", created.error());
    return false;
  }
  file_.emplace(*std::move(created));
  file_bytes_ = 0;
  day_ = std::chrono::floor<std::chrono::days>(now.wall);
  return true;
}

void JournalWriter::add_line(std::string_view members, std::string& batch) {
  const std::string line = journal_line(tree_.size(), members);
  tree_.append(leaf_hash(line));
  batch.append(line).append("\n");
}

void JournalWriter::add_checkpoint(std::string_view why, const Moment& now, std::string& batch) {
  const Checkpoint checkpoint{.origin = options_.origin, .tree = {tree_.size(), tree_.root()}};
  add_line(checkpoint_members(signed_note(checkpoint, *options_.key), why), batch);
  checkpointed_ = now.steady;
}

/// An fsync is tried once on a file, and a write, too: whatever comes after a failure goes to a new one.
bool JournalWriter::keep(std::string_view batch, bool must_sync) {
  if (const auto error = file_->write(batch)) {
    ++failures_.write;
    failing_ = "write failed";
    failed("it cannot be written to", error);
    return false;
  }
  unsynced_ = true;
  if (must_sync) {
    if (const auto error = file_->sync()) {
      ++failures_.sync;
      failing_ = kSyncFailed;
      failed(kSyncFailed, error);
      return false;
    }
    unsynced_ = false;
    synced_size_ = tree_.size();
  }
  file_bytes_ += batch.size();
  bytes_ += batch.size();
  return true;
}

/// Nothing since `before` counts.
void JournalWriter::abandon_file(const MerkleTree& before, bool is_new) {
  tree_ = before;
  if (is_new) {
    file_->remove();
  } else {
    sync_abandoned_file();
    previous_ = PreviousFile{.file = file_->name(),
                             .bytes = file_bytes_,
                             .why = failing_,
                             .behind = 0,
                             .unsynced = tree_.size() - synced_size_};
    failures_.unsynced += previous_->unsynced;
    synced_size_ = tree_.size();
    ++next_ordinal_;
  }
  file_.reset();
  unsynced_ = false;
}

/// Lines that count may wait in it for their fsync, which has not failed yet.
void JournalWriter::sync_abandoned_file() {
  if (!unsynced_ || failing_ == kSyncFailed) return;
  if (file_->sync()) {
    ++failures_.sync;
    failing_ = kSyncFailed;
  } else {
    synced_size_ = tree_.size();
  }
}

bool JournalWriter::try_append(std::span<const std::string> members, const Moment& now,
                               std::uint64_t& first) {
  const bool is_new = !file_;
  if (is_new && !begin_file(now)) return false;
  const MerkleTree before = tree_;
  const auto checkpointed = std::pair(checkpointed_, checkpointed_size_);
  std::string batch;
  if (is_new) {
    add_line(head_members({.file = file_->name(),
                           .origin = options_.origin,
                           .key = public_key_,
                           .program = options_.program,
                           .minute = minute_of(now),
                           .previous = previous_,
                           .set_aside = set_aside_,
                           .tree = before}),
             batch);
  }
  first = tree_.size();
  for (const std::string& one : members) add_line(one, batch);
  const bool with_checkpoint = checkpoint_is_due(now);
  if (with_checkpoint) add_checkpoint("interval", now, batch);
  if (!keep(batch, is_new || options_.sync_interval.count() == 0)) {
    std::tie(checkpointed_, checkpointed_size_) = checkpointed;
    abandon_file(before, is_new);
    return false;
  }
  if (with_checkpoint) checkpointed_size_ = tree_.size();
  if (is_new) set_aside_.clear();
  last_lines_ += batch;
  return true;
}

std::optional<std::uint64_t> JournalWriter::append(std::span<const std::string> members, const Moment& now) {
  last_lines_.clear();
  if (file_ && rotation_is_due(now)) end_file("rotation", "rotated", now);
  if (!file_ && now.steady < try_again_) return std::nullopt;
  for (int tries = 0; tries < 2; ++tries) {
    const bool was_open = file_.has_value();
    std::uint64_t first = 0;
    if (try_append(members, now, first)) {
      problem_.clear();
      return first;
    }
    if (!was_open) break;
  }
  try_again_ = now.steady + kPauseAfterFailedWrite;
  return std::nullopt;
}

bool JournalWriter::rotation_is_due(const Moment& now) const {
  const bool new_day = options_.rotate_daily && std::chrono::floor<std::chrono::days>(now.wall) > day_;
  return file_bytes_ >= options_.rotate_bytes || new_day;
}

bool JournalWriter::checkpoint_is_due(const Moment& now) const {
  return tree_.size() > checkpointed_size_ && now.steady - checkpointed_ >= options_.checkpoint_interval;
}

void JournalWriter::end_file(std::string_view why_checkpoint, std::string_view why, const Moment& now) {
  const MerkleTree before = tree_;
  std::string batch;
  add_checkpoint(why_checkpoint, now, batch);
  if (!keep(batch, true)) return abandon_file(before, false);
  checkpointed_size_ = tree_.size();
  last_lines_ += batch;
  previous_ = PreviousFile{.file = file_->name(), .bytes = file_bytes_, .why = std::string(why), .behind = 0};
  file_.reset();
  unsynced_ = false;
  ++next_ordinal_;
}

void JournalWriter::look_at_clock(const Moment& now) {
  last_lines_.clear();
  if (!file_) return;
  if (checkpoint_is_due(now)) append({}, now);
  if (!unsynced_ || options_.sync_interval.count() == 0 || now.steady - synced_ < options_.sync_interval)
    return;
  synced_ = now.steady;
  if (!file_) return;
  if (const auto error = file_->sync()) {
    ++failures_.sync;
    failing_ = kSyncFailed;
    failed(kSyncFailed, error);
    // What was written counts, though it may be lost: the next file says so, at once.
    abandon_file(tree_, false);
    const std::string lines = std::move(last_lines_);
    append({}, now);
    last_lines_.insert(0, lines);
    return;
  }
  unsynced_ = false;
  synced_size_ = tree_.size();
}

void JournalWriter::stop(const Moment& now) {
  last_lines_.clear();
  if (file_) end_file("stop", "stopped", now);
}

}  // namespace caveat::audit
