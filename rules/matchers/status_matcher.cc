// when.status: the status of the response.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

/// 404 is from 404 to 404, "4xx" from 400 to 499.
struct StatusRange {
  int first;
  int last;
};

std::string text_of(const StatusRange& range) {
  return range.first == range.last ? std::to_string(range.first) : std::to_string(range.first / 100) + "xx";
}

class StatusMatcher : public Matcher {
 public:
  explicit StatusMatcher(std::vector<StatusRange> ranges) : ranges_(std::move(ranges)) {}

  Held matches(const Facts& facts) const override {
    if (!facts.status) return Held::undecided;
    const bool held = std::any_of(ranges_.begin(), ranges_.end(), [&facts](const StatusRange& range) {
      return range.first <= *facts.status && *facts.status <= range.last;
    });
    return held ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.status) return "the response's status is not known yet";
    std::string all;
    for (const StatusRange& range : ranges_) all += (all.empty() ? "" : " or ") + text_of(range);
    return "the status is " + std::to_string(*facts.status) +
           (matches(facts) == Held::yes ? ", which is " : ", not ") + all;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::response_head; }

 private:
  std::vector<StatusRange> ranges_;
};

std::optional<StatusRange> parse_status(const TomlValue& value) {
  if (const std::int64_t* code = value.integer()) {
    if (*code < 200 || *code > 599) return std::nullopt;
    return StatusRange{static_cast<int>(*code), static_cast<int>(*code)};
  }
  const std::string& text = *value.string();
  if (text.size() != 3 || text.substr(1) != "xx" || text[0] < '2' || text[0] > '5') return std::nullopt;
  const int first = (text[0] - '0') * 100;
  return StatusRange{first, first + 99};
}

}  // namespace

std::unique_ptr<const Matcher> make_status_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<StatusRange> ranges;
  const auto take = [&](const TomlValue& value) {
    if (!value.integer() && !value.string())
      return wrong_type(value, source.key, "a number, \"4xx\" or a list of these", problems);
    if (const auto range = parse_status(value)) {
      ranges.push_back(*range);
    } else {
      problems.add(Code::bad_status, value.place, "this is no status that a page can have",
                   "write a number from 200 to 599 without quotation marks, or \"4xx\"");
    }
  };
  if (const TomlArray* list = source.value.array()) {
    for (const TomlValue& value : *list) take(value);
    if (list->empty()) {
      problems.add(Code::empty_value, source.value.place, in_quotes(source.key) + " is an empty list");
    }
  } else {
    take(source.value);
  }
  return std::make_unique<StatusMatcher>(std::move(ranges));
}

}  // namespace caveat::rules
