// when.between: from one moment until before another, such as an election silence.
#include "rules/calendar.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

class BetweenMatcher : public Matcher {
 public:
  BetweenMatcher(std::chrono::sys_seconds begin, std::chrono::sys_seconds end, bool exception)
      : begin_(begin), end_(end), exception_(exception) {}

  /// While the clock is in doubt, a condition holds if it may be such a moment, an exception only if it
  /// certainly is.
  Held matches(const Facts& facts) const override {
    const TimeSpan now = facts.now();
    const bool may_be = begin_ <= now.latest && now.earliest < end_;
    const bool is = begin_ <= now.earliest && now.latest < end_;
    return (exception_ ? is : may_be) ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    const TimeSpan now = facts.now();
    const std::string doubt = facts.time_in_doubt ? "the clock is in doubt: " : "";
    if (matches(facts) == Held::yes) {
      return doubt + iso_time(now.earliest) + " is from " + iso_time(begin_) + " until before " +
             iso_time(end_);
    }
    if (now.earliest < begin_) return doubt + iso_time(now.earliest) + " is before " + iso_time(begin_);
    return doubt + iso_time(now.latest) + " is not before " + iso_time(end_);
  }

  bool asks_about_reader() const override { return false; }

 private:
  std::chrono::sys_seconds begin_;
  std::chrono::sys_seconds end_;
  bool exception_;
};

std::optional<std::chrono::sys_seconds> read_moment(const TomlValue& value, const ConditionSource& source,
                                                    Problems& problems) {
  const auto moment = value.date_time() ? instant_of(*value.date_time(), source.time_zone) : std::nullopt;
  if (!moment) {
    problems.add(Code::bad_date, value.place, in_quotes(source.key) + " wants two dates",
                 "write them without quotation marks: [2026-03-05T22:00:00, 2026-03-08]");
  }
  return moment;
}

}  // namespace

std::unique_ptr<const Matcher> make_between_matcher(const ConditionSource& source, Problems& problems) {
  const TomlArray* pair = source.value.array();
  if (!pair || pair->size() != 2) {
    wrong_type(source.value, source.key, "a list of two dates: [start, end]", problems);
    return nullptr;
  }
  const auto begin = read_moment(pair->front(), source, problems);
  const auto end = read_moment(pair->back(), source, problems);
  if (!begin || !end) return nullptr;
  if (*end <= *begin) {
    problems.add(Code::ends_before_it_begins, pair->back().place, "the end must be later than the start");
  }
  return std::make_unique<BetweenMatcher>(*begin, *end, source.exception);
}

}  // namespace caveat::rules
