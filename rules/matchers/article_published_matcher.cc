// when.article_published: the moment that a page states its article was published at.
#include <utility>

#include "rules/calendar.h"
#include "rules/matchers/matchers.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

/// From `from` until before `before`, each if it is set.
struct Period {
  std::optional<std::chrono::sys_seconds> from;
  std::optional<std::chrono::sys_seconds> before;

  bool may_hold(const TimeSpan& moment) const {
    return (!from || *from <= moment.latest) && (!before || moment.earliest < *before);
  }
  bool holds(const TimeSpan& moment) const {
    return (!from || *from <= moment.earliest) && (!before || moment.latest < *before);
  }
  std::string in_words() const {
    const std::string begin = from ? "from " + iso_time(*from) : "";
    const std::string end = before ? "before " + iso_time(*before) : "";
    return begin + (from && before ? " and " : "") + end;
  }
};

class ArticlePublishedMatcher : public Matcher {
 public:
  ArticlePublishedMatcher(Period period, std::string time_zone, bool exception)
      : period_(period), time_zone_(std::move(time_zone)), exception_(exception) {}

  Held matches(const Facts& facts) const override {
    if (!facts.article) return Held::undecided;
    if (const auto moment = published(*facts.article)) {
      return (exception_ ? period_.holds(*moment) : period_.may_hold(*moment)) ? Held::yes : Held::no;
    }
    switch (facts.article->reading) {
      case ArticleReading::going_on:
        return Held::undecided;
      case ArticleReading::no_page:
        return Held::no;
      case ArticleReading::in_part:
      case ArticleReading::whole:
        break;
    }
    // Not knowing widens a rule, by `unless` as well as by `when`.
    return exception_ ? Held::no : Held::yes;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.article) return "what the page states of its article is not known yet";
    const std::string counts = std::string(": it counts as ") + (exception_ ? "not " : "") +
                               "having been published " + period_.in_words();
    if (const auto moment = published(*facts.article)) {
      const bool held = matches(facts) == Held::yes;
      return std::string("the article was published ") +
             (moment->earliest == moment->latest ? "at " : "on the day that begins at ") +
             iso_time(moment->earliest) + ", " + (held ? "" : "not ") + period_.in_words();
    }
    switch (facts.article->reading) {
      case ArticleReading::going_on:
        return "when the article was published is not known yet";
      case ArticleReading::no_page:
        return "the response is no page";
      case ArticleReading::in_part:
        return "not all that the page states was read" + counts;
      case ArticleReading::whole:
        break;
    }
    return "the page does not state when its article was published" + counts;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::article; }

 private:
  /// A day without a time is all of its moments.
  std::optional<TimeSpan> published(const ArticleFacts& article) const {
    if (!article.published) return std::nullopt;
    const auto begin = instant_of(*article.published, time_zone_);
    if (!begin) return std::nullopt;
    if (article.published->time_of_day) return TimeSpan{*begin, *begin};
    TomlDateTime next = *article.published;
    next.date = std::chrono::sys_days(*next.date) + std::chrono::days(1);
    const auto end = instant_of(next, time_zone_);
    return TimeSpan{*begin, end ? *end - std::chrono::seconds(1) : *begin};
  }

  Period period_;
  std::string time_zone_;
  bool exception_;
};

std::optional<std::chrono::sys_seconds> read_moment(const TomlValue* value, const ConditionSource& source,
                                                    Problems& problems) {
  if (!value) return std::nullopt;
  const auto moment = value->date_time() ? instant_of(*value->date_time(), source.time_zone) : std::nullopt;
  if (!moment) {
    problems.add(Code::bad_date, value->place, in_quotes(source.key) + " wants dates",
                 "write them without quotation marks: { from = 2024-02-20 }");
  }
  return moment;
}

/// "after" could leave the day itself out or take it in.
bool says_after(const TomlTable& table, const ConditionSource& source, Problems& problems) {
  for (const TomlEntry& entry : table) {
    if (entry.key != "after") continue;
    problems.add(Code::unknown_key, entry.key_place, in_quotes(source.key) + " knows no `after`",
                 "`from` takes in what is published on that day; write the next day to leave it out");
    return true;
  }
  return false;
}

std::optional<Period> read_table(const ConditionSource& source, Problems& problems) {
  const TomlTable& table = *source.value.table();
  if (says_after(table, source, problems)) return std::nullopt;
  TableReader reader(table, source.value.place, in_quotes(source.key), problems, kPeriodKeys);
  const TomlValue* from = reader.value("from");
  const TomlValue* before = reader.value("before");
  reader.refuse_unknown();
  if (!from && !before) {
    problems.add(Code::missing_key, source.value.place, in_quotes(source.key) + " has no date",
                 "write { from = 2024-02-20 }, { before = 2024-02-20 }, or both");
    return std::nullopt;
  }
  return Period{read_moment(from, source, problems), read_moment(before, source, problems)};
}

std::optional<Period> read_pair(const ConditionSource& source, Problems& problems) {
  const TomlArray* pair = source.value.array();
  if (!pair || pair->size() != 2) {
    wrong_type(source.value, source.key, "dates: { from = 2024-02-20, before = 2024-03-01 }", problems);
    return std::nullopt;
  }
  return Period{read_moment(&pair->front(), source, problems), read_moment(&pair->back(), source, problems)};
}

}  // namespace

std::unique_ptr<const Matcher> make_article_published_matcher(const ConditionSource& source,
                                                              Problems& problems) {
  const auto period = source.value.table() ? read_table(source, problems) : read_pair(source, problems);
  if (!period) return nullptr;
  if (period->from && period->before && *period->before <= *period->from) {
    problems.add(Code::ends_before_it_begins, source.value.place, "the end must be later than the start");
  }
  return std::make_unique<ArticlePublishedMatcher>(*period, std::string(source.time_zone), source.exception);
}

}  // namespace caveat::rules
