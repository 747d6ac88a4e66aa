// An approval: somebody's signed word that a pack, as it stands, may be put into force.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// An approval's file has no more.
inline constexpr std::size_t kApprovalBytes = 16 * 1024;

/// What was signed, and by which key. docs/approvals.md tells what each line means.
struct Approval {
  std::string pack;   ///< id
  std::string title;  ///< of the pack
  std::string file;   ///< its name then, without folders
  std::string name;   ///< of who approves
  std::string role;   ///< may be empty
  std::string note;   ///< may be empty
  std::chrono::sys_seconds approved{};
  std::string digest;       ///< `approval_digest` of the pack
  std::string file_sha256;  ///< of the pack's bytes, for those who have no Caveat
  std::string caveat;       ///< the version that was at hand
  std::string widgets;      ///< `widget_catalogue_digest` of that version
  std::string key;          ///< public, one line
  std::string signature;    ///< in base64
};

/// "caveat-pack-1:" and the SHA-256 of the pack's tokens and comments: blanks, line ends and the layout of
/// lists do not count, everything else does (docs/decisions/020-what-an-approval-covers.md). nullopt for what
/// is no TOML.
std::optional<std::string> approval_digest(std::string_view pack_text);

/// What names the widgets that this program knows: packs mean these by "share" and the like.
std::string widget_catalogue_digest();

/// The bytes that are signed: the file up to its line [signature].
std::string approval_statement(const Approval& approval);

/// The whole file.
std::string approval_text(const Approval& approval);

/// The approval in `file`, whose signature need not hold. nullopt after adding to `diagnostics` why it is
/// none.
std::optional<Approval> parse_approval(const SourceFile& file, std::vector<Diagnostic>& diagnostics);

/// Whether the signature of `file`, which was parsed as `approval`, is that of its key over its bytes.
bool is_signed(const SourceFile& file, const Approval& approval);

/// "p.toml.approval-0123456789abcdef.txt": where the approval of the pack `pack_path` by `key` lies.
std::string approval_path(const std::string& pack_path, std::string_view key);

/// The path of the pack that a file of that name approves, or nullopt if it is not named like an approval.
std::optional<std::string> approved_path(const std::string& approval_path);

}  // namespace caveat::rules
