#include "audit/journal/entry_reader.h"

#include <boost/json.hpp>
#include <utility>

#include "audit/journal/journal_line.h"

namespace caveat::audit {
namespace {

namespace json = boost::json;

constexpr int kDeepestEntry = 8;

/// Reads members by name. What is missing or of another kind spoils the whole.
class Members {
 public:
  explicit Members(const json::object& object) : object_(object) {}

  std::string text(std::string_view key, bool required = true) {
    const json::value* value = object_.if_contains(key);
    if (value != nullptr && value->is_string()) return std::string(std::string_view(value->get_string()));
    good_ = good_ && value == nullptr && !required;
    return {};
  }
  std::uint64_t number(std::string_view key, bool required = true) {
    const json::value* value = object_.if_contains(key);
    if (value != nullptr && value->is_int64() && value->get_int64() >= 0)
      return static_cast<std::uint64_t>(value->get_int64());
    if (value != nullptr && value->is_uint64()) return value->get_uint64();
    good_ = good_ && value == nullptr && !required;
    return 0;
  }
  bool truth(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
  }
  const json::array& list(std::string_view key, bool required = true) {
    static const json::array kNone;
    const json::value* value = object_.if_contains(key);
    if (value != nullptr && value->is_array()) return value->get_array();
    good_ = good_ && value == nullptr && !required;
    return kNone;
  }
  const json::object* object(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr) return nullptr;
    good_ = good_ && value->is_object();
    return value->if_object();
  }
  void spoil() { good_ = false; }
  bool good() const { return good_; }

 private:
  const json::object& object_;
  bool good_ = true;
};

filter::RuleOutcome read_outcome(const json::value& value, Members& outer) {
  filter::RuleOutcome outcome;
  const json::object* object = value.if_object();
  if (object == nullptr) {
    outer.spoil();
    return outcome;
  }
  Members members(*object);
  outcome.pack = members.text("pack");
  outcome.rule = members.text("rule");
  outcome.notice = members.text("notice", false);
  outcome.place = members.text("place", false);
  outcome.removed = members.number("removed", false);
  outcome.attributes_changed = members.number("attributes_changed", false);
  outcome.disabled = members.number("disabled", false);
  outcome.labelled = members.number("labelled", false);
  outcome.withheld = members.number("withheld", false);
  outcome.acknowledgement = members.text("acknowledgement", false);
  outcome.shadow = members.truth("shadow");
  if (!members.good()) outer.spoil();
  return outcome;
}

std::vector<filter::RuleOutcome> read_applied(Members& members) {
  std::vector<filter::RuleOutcome> applied;
  for (const json::value& value : members.list("applied")) applied.push_back(read_outcome(value, members));
  return applied;
}

void read_tree(Members& members, FileHead& head) {
  const json::object* written = members.object("tree");
  if (written == nullptr) return members.spoil();
  Members tree(*written);
  const std::uint64_t size = tree.number("size");
  std::vector<Hash> peaks;
  for (const json::value& peak : tree.list("peaks")) {
    const auto hash = peak.is_string() ? hash_from_base64(std::string_view(peak.get_string())) : std::nullopt;
    if (!hash) return members.spoil();
    peaks.push_back(*hash);
  }
  const auto read = MerkleTree::of_peaks(size, std::move(peaks));
  if (!tree.good() || !read) return members.spoil();
  head.tree = *read;
}

FileHead read_head(Members& members) {
  FileHead head;
  if (members.number("format") != 1) members.spoil();
  head.file = members.text("file");
  head.origin = members.text("origin");
  head.key = members.text("key");
  head.program = members.text("program");
  head.minute = members.text("minute");
  if (const json::object* written = members.object("previous")) {
    Members previous(*written);
    head.previous = PreviousFile{.file = previous.text("file"),
                                 .bytes = previous.number("bytes"),
                                 .why = previous.text("why"),
                                 .behind = previous.number("behind", false),
                                 .unsynced = previous.number("unsynced", false)};
    if (!previous.good()) members.spoil();
  }
  for (const json::value& file : members.list("set_aside", false)) {
    if (!file.is_string()) members.spoil();
    if (file.is_string()) head.set_aside.emplace_back(std::string_view(file.get_string()));
  }
  read_tree(members, head);
  return head;
}

Decided read_decided(Members& members) {
  Decided decided;
  decided.minute = members.text("minute");
  decided.site = members.text("site");
  decided.path = members.text("path");
  decided.region = members.text("region");
  decided.rules = members.text("rules");
  decided.plan = members.text("plan");
  decided.status = members.number("status");
  decided.answer = members.text("answer");
  decided.failure = members.text("failure", false);
  decided.applied = read_applied(members);
  return decided;
}

Ended read_ended(Members& members) {
  Ended ended;
  ended.of = members.number("of");
  ended.status = members.number("status");
  ended.ending = members.text("ending");
  ended.failure = members.text("failure", false);
  ended.applied = read_applied(members);
  if (const json::object* written = members.object("body")) {
    Members body(*written);
    ended.body_came = body.text("came", false);
    ended.body_left = body.text("left", false);
  }
  return ended;
}

Counted read_count(Members& members) {
  Counted counted;
  counted.minute = members.text("minute");
  counted.count.uncovered = members.number("uncovered");
  counted.count.without_record = members.number("without_record");
  return counted;
}

CheckpointEntry read_checkpoint(Members& members) {
  CheckpointEntry entry;
  entry.why = members.text("why");
  entry.note = members.text("note");
  if (const auto read = read_note(entry.note)) {
    entry.read = *read;
  } else {
    members.spoil();
  }
  return entry;
}

bool read_kind(std::string_view kind, Members& members, JournalEntry& entry) {
  if (kind == kHeadKind) {
    entry.what = read_head(members);
  } else if (kind == kDecidedKind) {
    entry.what = read_decided(members);
  } else if (kind == kEndedKind) {
    entry.what = read_ended(members);
  } else if (kind == kCountKind) {
    entry.what = read_count(members);
  } else if (kind == kCheckpointKind) {
    entry.what = read_checkpoint(members);
  } else {
    return false;
  }
  return true;
}

struct Describing {
  std::string operator()(const FileHead&) const { return "head of the file"; }
  std::string operator()(const Decided&) const { return "record"; }
  std::string operator()(const Ended& ended) const { return "end of record " + std::to_string(ended.of); }
  std::string operator()(const Counted&) const { return "count"; }
  std::string operator()(const CheckpointEntry&) const { return "checkpoint"; }
};

}  // namespace

boost::system::result<JournalEntry, std::string> read_entry(std::string_view line) {
  const auto frame = read_frame(line);
  if (!frame) return std::string("it is not as it was written: its check does not hold");
  json::parse_options options;
  options.max_depth = kDeepestEntry;
  json::error_code error;
  json::monotonic_resource memory;
  const json::value value = json::parse(json::string_view(line.data(), line.size()), error, &memory, options);
  if (error || !value.is_object()) return std::string("it is no JSON object");
  Members members(value.get_object());
  JournalEntry entry;
  entry.number = members.number("n");
  if (members.text("kind") != frame->kind || entry.number != frame->number)
    return std::string("its number or kind stands there twice");
  if (!read_kind(frame->kind, members, entry)) return std::string("it is of a kind that nobody knows");
  if (!members.good())
    return std::string("something that a line of its kind has is missing or of another type");
  return entry;
}

std::string describe(const JournalEntry& entry) {
  return std::visit(Describing(), entry.what);
}

}  // namespace caveat::audit
