#include "rules/stated_date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "html/ascii.h"

namespace caveat::rules {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 4> kUniversalTime = {"Z", "UTC", "GMT", "UT"};
constexpr std::string_view kBetweenWords = " \t\r\n,";

/// Takes parts off the beginning of a text.
class DateText {
 public:
  explicit DateText(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool over() const { return rest_.empty(); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_any(std::string_view characters) {
    return !rest_.empty() && characters.find(rest_.front()) != std::string_view::npos && take(rest_.front());
  }
  /// From `least` to `most` digits.
  std::optional<unsigned> number(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    while (size < most && size < rest_.size() && html::is_ascii_digit(rest_[size])) ++size;
    if (size < least) return std::nullopt;
    unsigned value = 0;
    std::from_chars(rest_.data(), rest_.data() + size, value);
    rest_.remove_prefix(size);
    return value;
  }
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }
  std::string_view word() {
    skip(kBetweenWords);
    const std::string_view word = rest_.substr(0, rest_.find_first_of(kBetweenWords));
    rest_.remove_prefix(word.size());
    return word;
  }

 private:
  std::string_view rest_;
};

std::optional<year_month_day> valid(unsigned year, unsigned month, unsigned day) {
  const year_month_day date(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                            std::chrono::day(day));
  return date.ok() && year >= 1000 ? std::optional(date) : std::nullopt;
}

/// "12:00", "12:00:00.000"; nullopt if there is none.
std::optional<seconds> take_time(DateText& text) {
  const auto hour = text.number(1, 2);
  if (!hour || !text.take(':')) return std::nullopt;
  const auto minute = text.number(2, 2);
  if (!minute || *hour > 24 || *minute > 59) return std::nullopt;
  unsigned second = 0;
  if (text.take(':')) second = text.number(2, 2).value_or(0);
  if (text.take_any(".,")) text.skip("0123456789");
  return hours(*hour) + minutes(*minute) + seconds(std::min(second, 59U));
}

/// "+01:00", "-0500", "+1"; nullopt if it is none.
std::optional<minutes> numeric_offset(std::string_view zone) {
  DateText text(zone);
  const bool west = zone.starts_with('-');
  if (!text.take_any("+-")) return std::nullopt;
  const bool short_hour = zone.size() == std::string_view("-500").size();
  const auto hour = text.number(1, short_hour ? 1 : 2);
  text.take(':');
  const unsigned minute = text.number(2, 2).value_or(0);
  if (!hour || !text.over() || *hour > 15 || minute > 59) return std::nullopt;
  const minutes offset = hours(*hour) + minutes(minute);
  return west ? -offset : offset;
}

std::optional<minutes> offset_named(std::string_view zone) {
  const bool universal = std::ranges::any_of(
      kUniversalTime, [zone](std::string_view name) { return html::equal_ignoring_ascii_case(zone, name); });
  return universal ? minutes(0) : numeric_offset(zone);
}

/// The index of the name that `word` is, or shortens; names are told apart by three letters.
template <std::size_t size>
std::optional<unsigned> index_of(std::string_view word, const std::array<std::string_view, size>& names) {
  if (word.size() < 3) return std::nullopt;
  const auto found = std::ranges::find_if(names, [word](std::string_view name) {
    return html::equal_ignoring_ascii_case(word.substr(0, 3), name);
  });
  if (found == names.end()) return std::nullopt;
  return static_cast<unsigned>(found - names.begin());
}

/// Year first.
std::optional<TomlDateTime> iso_date(DateText text) {
  TomlDateTime written;
  const auto year = text.number(4, 4);
  const bool parted = text.take_any("-/");
  const auto month = text.number(parted ? 1 : 2, 2);
  if (parted) text.take_any("-/");
  const auto day = text.number(parted ? 1 : 2, 2);
  if (!year || !month || !day) return std::nullopt;
  written.date = valid(*year, *month, *day);
  if (!written.date || text.over()) return written.date ? std::optional(written) : std::nullopt;
  if (!text.take_any("Tt \t")) return std::nullopt;
  text.skip(" \t");
  written.time_of_day = take_time(text);
  text.skip(" \t");
  if (written.time_of_day && !text.over()) {
    written.offset = offset_named(text.rest());
    if (!written.offset) written.time_of_day.reset();
  }
  return written;
}

/// With the month as a word, which says what the numbers around it are.
class WordedDate {
 public:
  std::optional<TomlDateTime> read(DateText text) {
    for (std::string_view word = text.word(); !word.empty(); word = text.word()) {
      if (!take(word)) return std::nullopt;
    }
    if (!day_ || !month_ || !year_) return std::nullopt;
    TomlDateTime written{.date = valid(*year_, *month_, *day_), .time_of_day = time_, .offset = offset_};
    if (!written.date) return std::nullopt;
    if (unknown_zone_) written.time_of_day.reset();
    return written;
  }

 private:
  /// Whether the word may stand in a date.
  bool take(std::string_view word) {
    if (html::is_ascii_digit(word.front())) return take_number(word);
    if (const auto month = index_of(word, kMonths); month && !month_) {
      month_ = *month + 1;
    } else if (const bool afternoon = html::equal_ignoring_ascii_case(word, "pm");
               afternoon || html::equal_ignoring_ascii_case(word, "am")) {
      halve_day(afternoon);
    } else if (const auto offset = offset_named(word); offset && time_) {
      offset_ = offset;
    } else if (!index_of(word, kWeekdays)) {
      if (!time_) return false;
      unknown_zone_ = true;
    }
    return true;
  }

  bool take_number(std::string_view word) {
    DateText text(word);
    if (word.find(':') != std::string_view::npos) {
      time_ = take_time(text);
      if (time_ && !text.over()) return take(text.rest());
      return time_.has_value();
    }
    const auto number = text.number(1, 4);
    for (const std::string_view end : {"st", "nd", "rd", "th"}) {
      if (text.rest() == end) text = DateText("");
    }
    if (!number || !text.over()) return false;
    std::optional<unsigned>& part = *number > 31 ? year_ : day_;
    if (part) return false;
    part = number;
    return true;
  }

  void halve_day(bool afternoon) {
    if (!time_) return;
    const seconds within_half = *time_ % hours(12);
    time_ = within_half + (afternoon ? hours(12) : hours(0));
  }

  std::optional<unsigned> day_, month_, year_;
  std::optional<seconds> time_;
  std::optional<minutes> offset_;
  bool unknown_zone_ = false;
};

}  // namespace

std::optional<TomlDateTime> stated_date(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  DateText trimmed(text);
  trimmed.skip(kBetweenWords);
  std::string_view rest = trimmed.rest();
  while (!rest.empty() && kBetweenWords.find(rest.back()) != std::string_view::npos) rest.remove_suffix(1);
  if (rest.empty() || rest.size() > kLongest) return std::nullopt;
  if (const auto iso = iso_date(DateText(rest))) return iso;
  return WordedDate().read(DateText(rest));
}

}  // namespace caveat::rules
