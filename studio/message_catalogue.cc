#include "studio/message_catalogue.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "rules/iso_regions.h"
#include "rules/text_lines.h"

namespace caveat::studio {

/// A place for what varies, after some text.
struct MessageCatalogue::Hole {
  std::string before;
  std::size_t number = 0;  ///< from 1
  std::string kind;
};

struct MessageCatalogue::Entry {
  std::string beginning;  ///< of the English, up to its first hole: most are told apart by it
  std::unique_ptr<re2::RE2> english;
  std::size_t letters = 0;  ///< of the English without its holes
  std::vector<Hole> holes;
  std::string after;
};

namespace {

constexpr std::size_t kMostHoles = 9;

/// Where "{1" stands, from `from` on.
std::size_t next_hole(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('{', from); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.size() > 1 && rest[0] >= '1' && rest[0] <= '9' && (rest[1] == '}' || rest[1] == ':')) return at;
  }
  return std::string_view::npos;
}

/// The Slavic forms: 1 day, 2 to 4 days, 5 days.
std::size_t plural_form(unsigned long number) {
  const unsigned long tens = number % 100;
  const unsigned long ones = number % 10;
  if (ones == 1 && tens != 11) return 0;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

std::string plural(std::string_view forms, std::string_view number) {
  unsigned long count = 0;
  std::from_chars(number.data(), number.data() + number.size(), count);
  for (std::size_t form = plural_form(count); form > 0; --form) forms.remove_prefix(forms.find('|') + 1);
  return std::string(forms.substr(0, forms.find('|')));
}

}  // namespace

MessageCatalogue::MessageCatalogue(std::string_view text, RegionNames regions)
    : regions_(std::move(regions)) {
  std::string_view english;
  while (!text.empty()) {
    const std::string_view line = rules::take_line(text);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("= ") == english.empty()) throw std::logic_error("not a pair: " + std::string(line));
    if (english.empty()) {
      english = line;
      continue;
    }
    if (next_hole(english, 0) == std::string_view::npos) {
      add(english, line.substr(2));
    } else {
      entries_.push_back(entry_of(english, line.substr(2)));
    }
    english = {};
  }
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.letters > b.letters; });
}

MessageCatalogue::Entry MessageCatalogue::entry_of(std::string_view english, std::string_view other) {
  Entry entry;
  entry.beginning = english.substr(0, next_hole(english, 0));
  std::string expression;
  std::size_t end = 0;
  for (std::size_t at = next_hole(english, 0); at != std::string_view::npos; at = next_hole(english, end)) {
    const bool is_word = english.substr(at + 2).starts_with(":word}");
    expression += re2::RE2::QuoteMeta(std::string(english.substr(end, at - end)));
    expression += is_word ? "(\\S+)" : "(.+?)";
    entry.letters += at - end;
    end = english.find('}', at) + 1;
  }
  expression += re2::RE2::QuoteMeta(std::string(english.substr(end)));
  entry.letters += english.size() - end;
  entry.english = std::make_unique<re2::RE2>(expression, re2::RE2::Quiet);
  std::size_t begin = 0;
  for (std::size_t at = next_hole(other, 0); at != std::string_view::npos; at = next_hole(other, begin)) {
    const std::size_t close = other.find('}', at);
    const std::string_view inside = other.substr(at + 1, close - at - 1);
    entry.holes.push_back({std::string(other.substr(begin, at - begin)),
                           static_cast<std::size_t>(inside[0] - '0'),
                           std::string(inside.size() > 2 ? inside.substr(2) : std::string_view())});
    begin = close + 1;
  }
  entry.after = other.substr(begin);
  return entry;
}

MessageCatalogue::~MessageCatalogue() = default;
MessageCatalogue::MessageCatalogue(MessageCatalogue&&) noexcept = default;

void MessageCatalogue::add(std::string_view english, std::string_view other) {
  if (!english.empty()) sentences_.emplace(english, other);
}

std::optional<std::string> MessageCatalogue::find(std::string_view english) const {
  if (const auto sentence = sentences_.find(english); sentence != sentences_.end()) return sentence->second;
  for (const Entry& entry : entries_) {
    if (!english.starts_with(entry.beginning)) continue;
    const int count = entry.english->NumberOfCapturingGroups();
    std::vector<std::string> captured(static_cast<std::size_t>(count));
    re2::RE2::Arg into[kMostHoles];
    const re2::RE2::Arg* arguments[kMostHoles];
    for (std::size_t i = 0; i < captured.size(); ++i) {
      into[i] = &captured[i];
      arguments[i] = &into[i];
    }
    if (re2::RE2::FullMatchN(re2::StringPiece(english.data(), english.size()), *entry.english, arguments,
                             count))
      return filled(entry, captured);
  }
  return std::nullopt;
}

const std::string* MessageCatalogue::region_name(std::string_view code) const {
  const auto found = regions_.find(code);
  return found == regions_.end() ? nullptr : &found->second;
}

std::string MessageCatalogue::filled(const Entry& entry, const std::vector<std::string>& captured) const {
  std::string out;
  for (const Hole& hole : entry.holes) {
    out += hole.before;
    if (hole.number <= captured.size()) out += fill(hole, captured[hole.number - 1]);
  }
  return out + entry.after;
}

std::string MessageCatalogue::fill(const Hole& hole, const std::string& captured) const {
  if (hole.kind.empty()) return captured;
  if (hole.kind == "phrase") return find(captured).value_or(captured);
  if (hole.kind == "list") return list(captured);
  return plural(hole.kind, captured);
}

/// Items stand between commas. A name with a comma is none that the catalogue knows, so it stays whole.
std::string MessageCatalogue::list(std::string_view english) const {
  std::string rest = with_region_names(english);
  std::string tail;
  if (const auto more = rest.rfind(" and "); more != std::string::npos && rest.ends_with(" more")) {
    if (const auto said = find(std::string_view(rest).substr(more + 1))) {
      tail = " " + *said;
      rest.resize(more);
    }
  }
  std::string out;
  for (std::size_t begin = 0; begin <= rest.size();) {
    const std::size_t comma = std::min(rest.find(", ", begin), rest.size());
    const std::string item = rest.substr(begin, comma - begin);
    out += (begin == 0 ? "" : ", ") + find(item).value_or(item);
    begin = comma + 2;
  }
  const std::string other = " " + find("or").value_or("or") + " ";
  for (std::size_t at = out.find(" or "); at != std::string::npos; at = out.find(" or ", at + other.size()))
    out.replace(at, 4, other);
  return out + tail;
}

/// "Crimea (UA-43)": the name goes by the code behind it.
std::string MessageCatalogue::with_region_names(std::string_view english) const {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t open = english.find(" ("); open != std::string_view::npos;
       open = english.find(" (", open + 1)) {
    const std::size_t close = english.find(')', open);
    if (close == std::string_view::npos) break;
    const rules::IsoRegion* region = rules::find_iso_region(english.substr(open + 2, close - open - 2));
    const std::string* name = region != nullptr ? region_name(region->code) : nullptr;
    if (name == nullptr || !english.substr(begin, open - begin).ends_with(rules::familiar_name(*region)))
      continue;
    out += english.substr(begin, open - begin - rules::familiar_name(*region).size());
    out += *name;
    begin = open;
  }
  return out.append(english.substr(begin));
}

}  // namespace caveat::studio
