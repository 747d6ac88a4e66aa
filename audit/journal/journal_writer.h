// Appends to a journal: files, rotation, checkpoints, and what follows when the disk fails.
#pragma once

#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/journal/entry.h"
#include "audit/journal/journal_end.h"
#include "audit/journal/journal_file.h"
#include "audit/journal/journal_folder.h"
#include "rules/signing_key.h"

namespace caveat::audit {

struct JournalOptions {
  std::string folder;
  std::string origin;   ///< as is_origin; each journal below `folder` adds its number
  std::string program;  ///< "caveat 0.1.0"
  std::shared_ptr<const rules::SigningKey> key;
  std::chrono::seconds sync_interval{0};  ///< 0: every commit is on the disk before it counts
  std::uint64_t rotate_bytes = 256ULL * 1024 * 1024;
  bool rotate_daily = true;  ///< at midnight, UTC
  std::chrono::seconds checkpoint_interval{10};
};

/// The clock, twice.
struct Moment {
  std::chrono::sys_seconds wall{};
  std::chrono::steady_clock::time_point steady{};
};

/// How often what failed.
struct WriterFailures {
  std::uint64_t open = 0, write = 0, sync = 0;
  std::uint64_t unsynced = 0;  ///< lines that counted as kept before their fsync failed
};

/// One thread.
class JournalWriter {
 public:
  /// Goes on where the journal left off, in a new file, which the first line makes. The error is in words.
  static boost::system::result<JournalWriter, std::string> open(JournalOptions options);

  /// Appends lines; all of them are kept as `sync_interval` says, or none is. The number of the first, the
  /// others follow. What fails is tried once more, in a new file; after that everything fails for a moment
  /// without being tried.
  std::optional<std::uint64_t> append(std::span<const std::string> members, const Moment& now);
  /// Does what is due: checkpoint, sync, a new file.
  void look_at_clock(const Moment& now);
  /// The last checkpoint.
  void stop(const Moment& now);

  /// Why lines cannot be kept, in words; empty as long as they can.
  const std::string& problem() const { return problem_; }
  const WriterFailures& failures() const { return failures_; }
  const MerkleTree& tree() const { return tree_; }
  std::uint64_t bytes() const { return bytes_; }  ///< written since the start
  const std::string& origin() const { return options_.origin; }
  /// What `find_journal_end` had to say.
  const std::string& damage() const { return damage_; }
  /// The lines of the last `append`, with their ends; for those who pass them on.
  const std::string& last_lines() const { return last_lines_; }

 private:
  JournalWriter(JournalOptions options, JournalFolder folder, JournalEnd end);

  bool begin_file(const Moment& now);
  void add_line(std::string_view members, std::string& batch);
  void add_checkpoint(std::string_view why, const Moment& now, std::string& batch);
  bool keep(std::string_view batch, bool must_sync);
  bool try_append(std::span<const std::string> members, const Moment& now, std::uint64_t& first);
  void sync_abandoned_file();
  void abandon_file(const MerkleTree& before, bool is_new);
  void end_file(std::string_view why_checkpoint, std::string_view why, const Moment& now);
  bool rotation_is_due(const Moment& now) const;
  bool checkpoint_is_due(const Moment& now) const;
  void failed(const char* what, const boost::system::error_code& error);

  JournalOptions options_;
  std::string public_key_;
  JournalFolder folder_;
  std::string damage_;
  std::optional<JournalFile> file_;
  std::uint64_t next_ordinal_;
  std::optional<PreviousFile> previous_;
  std::vector<std::string> set_aside_;
  MerkleTree tree_;
  std::uint64_t file_bytes_ = 0;         ///< of `file_`, that count
  std::uint64_t checkpointed_size_ = 0;  ///< the tree behind the last checkpoint
  std::chrono::steady_clock::time_point checkpointed_{};
  std::chrono::steady_clock::time_point synced_{};
  bool unsynced_ = false;
  std::uint64_t synced_size_ = 0;  ///< the tree of the lines that are on the disk
  std::chrono::sys_days day_{};
  std::chrono::steady_clock::time_point try_again_{};
  std::string failing_;  ///< "write failed" or "fsync failed"
  std::string problem_;
  std::string last_lines_;
  WriterFailures failures_;
  std::uint64_t bytes_ = 0;
};

}  // namespace caveat::audit
