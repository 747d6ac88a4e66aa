// What the lines of a journal say: docs/evidence.md describes each kind, schema/evidence.schema.json too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/journal/merkle_tree.h"
#include "filter/record.h"

namespace caveat::audit {

/// Names of the kinds, as they stand in the lines.
inline constexpr std::string_view kHeadKind = "head";
inline constexpr std::string_view kDecidedKind = "decided";
inline constexpr std::string_view kEndedKind = "ended";
inline constexpr std::string_view kCountKind = "count";
inline constexpr std::string_view kCheckpointKind = "checkpoint";

/// How a file came to its end, and where.
struct PreviousFile {
  std::string file;
  std::uint64_t bytes = 0;   ///< of it that count
  std::string why;           ///< "rotated", "stopped", "killed", "write failed" or "fsync failed"
  std::uint64_t behind = 0;  ///< bytes behind them, which do not
  /// Of its last lines, those that counted as kept before their fsync failed: a loss of power may take them.
  std::uint64_t unsynced = 0;
};

/// The first line of every file.
struct FileHead {
  std::string file;  ///< its own name
  std::string origin;
  std::string key;      ///< public, as a line
  std::string program;  ///< "caveat 0.1.0"
  std::string minute;
  std::optional<PreviousFile> previous;  ///< none: the journal begins here
  std::vector<std::string> set_aside;    ///< files between the two that hold nothing
  MerkleTree tree;                       ///< of all lines before
};

/// Uncovered responses, and covered ones without a record, since the count before.
struct Count {
  std::uint64_t uncovered = 0;
  std::uint64_t without_record = 0;
};

// Members of a line, for journal_line.
std::string head_members(const FileHead& head);
/// Before the first byte. `record` says what is known by then.
std::string decided_members(const filter::Record& record);
/// After the last. `of`: the number of the line before the first byte.
std::string ended_members(std::uint64_t of, const filter::Record& record);
std::string count_members(const std::string& minute, const Count& count);
/// `why`: "interval", "rotation" or "stop".
std::string checkpoint_members(std::string_view note, std::string_view why);

/// "2026-11-26T23:40Z".
std::string minute_text(std::chrono::sys_time<std::chrono::minutes> minute);

}  // namespace caveat::audit
