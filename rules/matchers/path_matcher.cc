// when.path: the path of the page, without the query.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"
#include "rules/path_index.h"
#include "rules/path_readings.h"

namespace caveat::rules {

namespace {

/// Lists shorter than this are asked one by one.
constexpr std::size_t kWorthAnIndex = 8;

/// The patterns of one condition. Of those that match, the first in the author's order is named.
class PathPatterns {
 public:
  explicit PathPatterns(std::vector<PathPattern> patterns) : patterns_(std::move(patterns)) {
    if (patterns_.size() < kWorthAnIndex) return;
    PathKeyCensus census;
    for (const PathPattern& pattern : patterns_) census.count(pattern);
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      const std::uint32_t number =
          index_.add(census.rarest(patterns_[i]), static_cast<std::uint32_t>(by_key_.size()));
      if (number == by_key_.size()) by_key_.emplace_back();
      by_key_[number].push_back(i);
    }
    index_.settle();
  }

  const PathPattern* matching(std::string_view path) const {
    const auto matches = [path](const PathPattern& pattern) { return pattern.matches(path); };
    if (by_key_.empty()) {
      const auto found = std::find_if(patterns_.begin(), patterns_.end(), matches);
      return found == patterns_.end() ? nullptr : &*found;
    }
    std::size_t first = patterns_.size();
    index_.visit(path, [&](std::uint32_t number) {
      for (const std::size_t i : by_key_[number]) {
        if (i < first && matches(patterns_[i])) first = i;
      }
    });
    return first == patterns_.size() ? nullptr : &patterns_[first];
  }

  const std::vector<PathPattern>& all() const { return patterns_; }

 private:
  std::vector<PathPattern> patterns_;
  PathIndex index_;
  std::vector<std::vector<std::size_t>> by_key_;  ///< empty for a short list
};

/// A server may serve "/a;x/1.html" as "/a/1.html" or not. A condition holds if either reading matches, an
/// exception only if both do: what may be a covered page is one.
class PathMatcher : public Matcher {
 public:
  PathMatcher(std::vector<PathPattern> patterns, bool exception)
      : patterns_(std::move(patterns)), exception_(exception) {}

  Held matches(const Facts& facts) const override { return matching(facts.path) ? Held::yes : Held::no; }

  std::string explain(const Facts& facts) const override {
    if (const PathPattern* pattern = matching(facts.path)) return facts.path + " matches " + pattern->text();
    std::string all;
    for (const PathPattern& pattern : patterns_.all()) all += (all.empty() ? "" : ", ") + pattern.text();
    return facts.path + " matches none of " + all;
  }

  bool asks_about_reader() const override { return false; }
  const std::vector<PathPattern>* paths() const override { return &patterns_.all(); }

 private:
  const PathPattern* matching(std::string_view path) const {
    const PathPattern* as_it_is = patterns_.matching(path);
    if (parameters_begin(path) == std::string_view::npos) return as_it_is;
    const PathPattern* without_parameters = patterns_.matching(path_without_parameters(path));
    if (exception_) return without_parameters ? as_it_is : nullptr;
    return as_it_is ? as_it_is : without_parameters;
  }

  PathPatterns patterns_;
  bool exception_;
};

}  // namespace

std::unique_ptr<const Matcher> make_path_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<PathPattern> patterns;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (auto pattern = PathPattern::parse(text, problems)) patterns.push_back(std::move(*pattern));
  }
  return std::make_unique<PathMatcher>(std::move(patterns), source.exception);
}

}  // namespace caveat::rules
