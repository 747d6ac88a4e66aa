#include "audit/journal/consistency_proof.h"

#include <boost/json.hpp>
#include <utility>

#include "audit/journal/file_heads.h"
#include "audit/journal/journal_walk.h"
#include "audit/journal/merkle_proof.h"
#include "audit/journal/proof_path.h"
#include "rules/json_text.h"

namespace caveat::audit {
namespace {

namespace json = boost::json;

constexpr std::string_view kConsistencyFormat = "caveat-evidence-consistency/1";
/// Of a tree with 2^64 entries, and one more.
constexpr std::size_t kLongestConsistencyPath = 65;

/// What the first walk finds.
struct Ends {
  std::uint64_t first = 0;
  std::string origin;
  std::string note;  ///< of the last checkpoint
  Checkpoint last;
};

Ends find_ends(const std::vector<std::string>& paths) {
  Ends ends;
  bool seen_any = false;
  walk_journal(paths, [&](const WalkedLine& line) {
    if (!seen_any) ends.first = line.entry.number;
    seen_any = true;
    if (const auto* head = std::get_if<FileHead>(&line.entry.what)) ends.origin = head->origin;
    if (const auto* checkpoint = std::get_if<CheckpointEntry>(&line.entry.what)) {
      ends.note = checkpoint->note;
      ends.last = checkpoint->read.checkpoint;
    }
    return true;
  });
  return ends;
}

NotConsistent not_shown(std::string why) {
  return {.why = std::move(why), .is_contradicted = false};
}

/// What is wrong before any line is hashed; empty: nothing.
NotConsistent fault_of(const Ends& ends, const Checkpoint& earlier) {
  if (ends.note.empty()) return not_shown("nothing was signed yet");
  if (ends.origin != earlier.origin)
    return not_shown("the earlier checkpoint is of another journal, " + earlier.origin);
  if (ends.first != 0)
    return not_shown("the first files of the journal are not here, and a proof needs them");
  if (earlier.tree.size == 0) return not_shown("the earlier checkpoint speaks of no line");
  if (ends.last.tree.size < earlier.tree.size) {
    return {.why = "the journal was cut off: its last checkpoint is of " +
                   std::to_string(ends.last.tree.size) + " lines, and there were " +
                   std::to_string(earlier.tree.size) + " when the earlier one was signed"};
  }
  return {};
}

json::value parsed(std::string_view text) {
  json::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  return error ? json::value() : value;
}

const json::value* member(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  return object != nullptr ? object->if_contains(json::string_view(name.data(), name.size())) : nullptr;
}

bool says(const json::value* value, std::string_view text) {
  return value != nullptr && value->is_string() && std::string_view(value->get_string()) == text;
}

}  // namespace

std::string journal_origin(const std::vector<std::string>& paths) {
  for (const HeadedFile& file : read_heads(paths)) {
    if (file.head) return file.head->origin;
  }
  return {};
}

boost::system::result<ConsistencyProof, NotConsistent> prove_consistency(
    const std::vector<std::string>& paths, const SignedCheckpoint& earlier) {
  const TreeHead& before = earlier.checkpoint.tree;
  const Ends ends = find_ends(paths);
  if (NotConsistent fault = fault_of(ends, earlier.checkpoint); !fault.why.empty()) return fault;
  const TreeHead& after = ends.last.tree;
  SubtreeRoots subtrees(consistency_ranges(before.size, after.size));
  MerkleTree tree;
  Hash root_before{};
  walk_journal(paths, [&](const WalkedLine& line) {
    const Hash leaf = leaf_hash(line.text);
    subtrees.append(leaf);
    tree.append(leaf);
    if (tree.size() == before.size) root_before = tree.root();
    return tree.size() < after.size;
  });
  if (tree.size() != after.size || tree.root() != after.root)
    return NotConsistent{.why = "the journal is damaged: `caveat evidence verify` tells where"};
  if (root_before != before.root) {
    return NotConsistent{
        .why = "the journal does not begin with what the earlier checkpoint is of: of its first " +
               std::to_string(before.size) + " lines, at least one was rewritten since"};
  }
  ConsistencyProof proof{.path = {}, .earlier = note_text(earlier), .later = ends.note};
  if (auto roots = subtrees.roots()) proof.path = *std::move(roots);
  return proof;
}

std::string consistency_text(const ConsistencyProof& proof) {
  rules::JsonText text;
  text.begin_object().text("format", kConsistencyFormat).text("earlier", proof.earlier);
  add_path(text, "path", proof.path);
  text.text("later", proof.later).end_object();
  return std::move(text).take();
}

bool says_consistency(std::string_view text) {
  const json::value value = parsed(text);
  return says(member(value, "format"), kConsistencyFormat);
}

boost::system::result<ConsistencyProof, std::string> read_consistency(std::string_view text) {
  const json::value value = parsed(text);
  if (!says(member(value, "format"), kConsistencyFormat))
    return std::string("it is no proof of `caveat evidence prove-consistency`");
  const json::value* earlier = member(value, "earlier");
  const json::value* later = member(value, "later");
  auto path = read_path(member(value, "path"), kLongestConsistencyPath);
  if (!path || earlier == nullptr || !earlier->is_string() || later == nullptr || !later->is_string())
    return std::string("a checkpoint or the path between them is missing or damaged");
  return ConsistencyProof{.path = *std::move(path),
                          .earlier = std::string(std::string_view(earlier->get_string())),
                          .later = std::string(std::string_view(later->get_string()))};
}

boost::system::result<ProvenConsistency, std::string> check_consistency(const ConsistencyProof& proof,
                                                                        std::string_view public_key) {
  const auto earlier = read_note(proof.earlier);
  const auto later = read_note(proof.later);
  if (!earlier || !later) return std::string("one of its checkpoints is none");
  if (!is_signed_by(*earlier, public_key) || !is_signed_by(*later, public_key))
    return std::string("a checkpoint's signature does not hold, or is by another key");
  if (earlier->checkpoint.origin != later->checkpoint.origin)
    return std::string("its checkpoints are of two journals");
  if (!is_consistent(earlier->checkpoint.tree, later->checkpoint.tree, proof.path)) {
    return std::string(
        "it does not hold: the lines of the earlier checkpoint are not the first ones of the later");
  }
  return ProvenConsistency{*earlier, *later};
}

}  // namespace caveat::audit
