#include "audit/journal/proof_file.h"

#include <boost/json.hpp>
#include <utility>

#include "audit/journal/journal_walk.h"
#include "audit/journal/proof_path.h"
#include "rules/json_text.h"

namespace caveat::audit {
namespace {

namespace json = boost::json;

constexpr std::string_view kProofFormat = "caveat-evidence-proof/1";
constexpr std::size_t kLongestPath = 64;

/// What the first walk finds.
struct Found {
  ProvenLine record;
  std::optional<ProvenLine> end;
  std::string note;
  std::uint64_t size = 0;  ///< of the tree that the note is of
  std::uint64_t first = 0;
  bool seen_any = false;
  bool is_record = false;
};

Found find_record(const std::vector<std::string>& paths, std::uint64_t number) {
  Found found;
  walk_journal(paths, [&](const WalkedLine& line) {
    const JournalEntry& entry = line.entry;
    if (!found.seen_any) found.first = entry.number;
    found.seen_any = true;
    if (entry.number == number) {
      found.is_record = std::holds_alternative<Decided>(entry.what);
      found.record = {.line = std::string(line.text), .number = number, .path = {}};
    }
    const auto* ended = std::get_if<Ended>(&entry.what);
    if (ended != nullptr && ended->of == number)
      found.end = ProvenLine{.line = std::string(line.text), .number = entry.number, .path = {}};
    const auto* checkpoint = std::get_if<CheckpointEntry>(&entry.what);
    if (checkpoint != nullptr && checkpoint->read.checkpoint.tree.size > number) {
      found.note = checkpoint->note;
      found.size = checkpoint->read.checkpoint.tree.size;
    }
    return true;
  });
  return found;
}

std::string no_such_record(const Found& found, std::uint64_t number) {
  const std::string text = std::to_string(number);
  if (!found.record.line.empty()) return "line " + text + " is no record, but something else of the journal";
  return "there is no record " + text;
}

void add_line(rules::JsonText& json, std::string_view key, const ProvenLine& line) {
  json.begin_object(key).text("line", line.line);
  json.number("number", static_cast<std::int64_t>(line.number));
  add_path(json, "path", line.path);
  json.end_object();
}

std::optional<ProvenLine> read_line(const json::value* value) {
  const json::object* object = value != nullptr ? value->if_object() : nullptr;
  if (object == nullptr) return std::nullopt;
  const json::value* line = object->if_contains("line");
  const json::value* number = object->if_contains("number");
  auto path = read_path(object->if_contains("path"), kLongestPath);
  if (line == nullptr || !line->is_string() || number == nullptr || !number->is_int64() ||
      number->get_int64() < 0 || !path)
    return std::nullopt;
  return ProvenLine{.line = std::string(std::string_view(line->get_string())),
                    .number = static_cast<std::uint64_t>(number->get_int64()),
                    .path = *std::move(path)};
}

std::string fault_of(const ProvenLine& line, const Checkpoint& checkpoint) {
  const auto entry = read_entry(line.line);
  if (!entry) return entry.error();
  if (entry->number != line.number) return "it is of another number";
  const auto root = root_of_inclusion(leaf_hash(line.line), line.number, checkpoint.tree.size, line.path);
  return root == checkpoint.tree.root ? "" : "its path does not lead to the checkpoint";
}

}  // namespace

boost::system::result<RecordProof, std::string> prove_record(const std::vector<std::string>& paths,
                                                             std::uint64_t number) {
  Found found = find_record(paths, number);
  if (!found.is_record) return no_such_record(found, number);
  if (found.first != 0)
    return std::string("the first files of the journal are not here, and a proof needs them");
  if (found.note.empty())
    return std::string("no checkpoint was signed since the record was written: wait a moment");
  if (found.end && found.end->number >= found.size) found.end.reset();
  SubtreeRoots of_record(inclusion_ranges(number, found.size));
  SubtreeRoots of_end(found.end ? inclusion_ranges(found.end->number, found.size)
                                : std::vector<EntryRange>());
  std::uint64_t seen = 0;
  walk_journal(paths, [&](const WalkedLine& line) {
    const Hash leaf = leaf_hash(line.text);
    of_record.append(leaf);
    of_end.append(leaf);
    return ++seen < found.size;
  });
  const auto path = of_record.roots();
  const auto end_path = of_end.roots();
  if (!path || !end_path) return std::string("the journal is damaged: `caveat evidence verify` tells where");
  found.record.path = *path;
  if (found.end) found.end->path = *end_path;
  RecordProof proof{
      .record = std::move(found.record), .end = std::move(found.end), .note = std::move(found.note)};
  const auto note = read_note(proof.note);
  if (!note || !fault_of(proof.record, note->checkpoint).empty())
    return std::string("the journal is damaged: `caveat evidence verify` tells where");
  return proof;
}

std::string proof_text(const RecordProof& proof) {
  rules::JsonText json;
  json.begin_object().text("format", kProofFormat);
  add_line(json, "record", proof.record);
  if (proof.end) add_line(json, "end", *proof.end);
  json.text("checkpoint", proof.note).end_object();
  return std::move(json).take();
}

boost::system::result<RecordProof, std::string> read_proof(std::string_view text) {
  json::error_code error;
  json::monotonic_resource memory;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error, &memory);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* format = object != nullptr ? object->if_contains("format") : nullptr;
  if (format == nullptr || !format->is_string() || std::string_view(format->get_string()) != kProofFormat)
    return std::string("it is no proof of `caveat evidence prove`");
  RecordProof proof;
  auto record = read_line(object->if_contains("record"));
  const json::value* note = object->if_contains("checkpoint");
  if (!record || note == nullptr || !note->is_string())
    return std::string("its record or its checkpoint is missing or damaged");
  proof.record = *std::move(record);
  proof.note = std::string_view(note->get_string());
  if (const json::value* end = object->if_contains("end")) {
    proof.end = read_line(end);
    if (!proof.end) return std::string("the record's end is damaged");
  }
  return proof;
}

boost::system::result<ProvenRecord, std::string> check_proof(const RecordProof& proof,
                                                             std::string_view public_key) {
  const auto note = read_note(proof.note);
  if (!note) return std::string("its checkpoint is none");
  if (!is_signed_by(*note, public_key))
    return std::string("the checkpoint's signature does not hold, or is by another key");
  ProvenRecord proven;
  proven.checkpoint = *note;
  if (const std::string fault = fault_of(proof.record, note->checkpoint); !fault.empty())
    return "the record is not proven: " + fault;
  const auto record = read_entry(proof.record.line);
  const auto* decided = std::get_if<Decided>(&record->what);
  if (decided == nullptr) return std::string("what is proven is no record of a response");
  proven.record = *decided;
  if (!proof.end) return proven;
  if (const std::string fault = fault_of(*proof.end, note->checkpoint); !fault.empty())
    return "the record's end is not proven: " + fault;
  const auto end = read_entry(proof.end->line);
  const auto* ended = std::get_if<Ended>(&end->what);
  if (ended == nullptr || ended->of != proof.record.number)
    return std::string("what is given as its end is the end of another record");
  proven.end = *ended;
  return proven;
}

std::string last_note(const std::vector<std::string>& paths) {
  std::string note;
  // The last file has one, unless it is very young.
  for (auto path = paths.rbegin(); path != paths.rend() && note.empty(); ++path) {
    walk_journal({*path}, [&](const WalkedLine& line) {
      if (const auto* checkpoint = std::get_if<CheckpointEntry>(&line.entry.what)) note = checkpoint->note;
      return true;
    });
  }
  return note;
}

}  // namespace caveat::audit
