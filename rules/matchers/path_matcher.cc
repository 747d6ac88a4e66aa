// when.path: the path of the page, without the query.
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "rules/canonical_url.h"
#include "rules/expression_text.h"
#include "rules/matchers/matchers.h"
#include "rules/path_readings.h"

namespace caveat::rules {

namespace {

struct PathPattern {
  std::string text;
  std::shared_ptr<const re2::RE2> expression;
};

/// A server may serve "/a;x/1.html" as "/a/1.html" or not. A condition holds if either reading matches, an
/// exception only if both do: what may be a covered page is one.
class PathMatcher : public Matcher {
 public:
  PathMatcher(std::vector<PathPattern> patterns, bool exception)
      : patterns_(std::move(patterns)), exception_(exception) {}

  Held matches(const Facts& facts) const override { return matching(facts.path) ? Held::yes : Held::no; }

  std::string explain(const Facts& facts) const override {
    if (const PathPattern* pattern = matching(facts.path)) return facts.path + " matches " + pattern->text;
    std::string all;
    for (const PathPattern& pattern : patterns_) all += (all.empty() ? "" : ", ") + pattern.text;
    return facts.path + " matches none of " + all;
  }

  bool asks_about_reader() const override { return false; }

 private:
  const PathPattern* matching(const std::string& path) const {
    const PathPattern* as_it_is = matching_reading(path);
    if (path.find(';') == std::string::npos) return as_it_is;
    const PathPattern* without_parameters = matching_reading(path_without_parameters(path));
    if (exception_) return without_parameters ? as_it_is : nullptr;
    return as_it_is ? as_it_is : without_parameters;
  }

  const PathPattern* matching_reading(const std::string& path) const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(), [&path](const PathPattern& pattern) {
      return re2::RE2::PartialMatch(path, *pattern.expression);
    });
    return found == patterns_.end() ? nullptr : &*found;
  }

  std::vector<PathPattern> patterns_;
  bool exception_;
};

/// A glob in canonical form as an anchored expression: `*` stays within a segment, `**` does not.
std::string expression_of_glob(std::string_view glob) {
  const std::string canonical = canonical_path(glob);
  std::string out = "^";
  for (std::size_t i = 0; i < canonical.size(); ++i) {
    if (canonical[i] != '*') {
      out += re2::RE2::QuoteMeta(re2::StringPiece(&canonical[i], 1));
    } else if (i + 1 < canonical.size() && canonical[i + 1] == '*') {
      out += ".*";
      ++i;
    } else {
      out += "[^/]*";
    }
  }
  return out + "$";
}

bool check_glob(const PlacedText& text, Problems& problems) {
  const std::string& glob = *text.text;
  if (const std::size_t scheme = glob.find("://"); scheme != std::string::npos) {
    const std::size_t path = std::min(glob.find('/', scheme + 3), glob.size());
    const std::string only_path = path == glob.size() ? "/**" : glob.substr(path);
    problems.add(Code::bad_path, text.value->place, "this is a whole address; a path begins with `/`",
                 "write " + quoted(only_path) + ", and the site's name under when.site");
    return false;
  }
  if (!glob.starts_with('/') && !glob.starts_with("**")) {
    problems.add(Code::bad_path, text.value->place, "a path begins with `/`", "write " + quoted("/" + glob));
    return false;
  }
  if (const std::size_t query = glob.find_first_of("?#"); query != std::string::npos) {
    problems.add(Code::bad_path, problems.within(*text.value, query, glob.size() - query),
                 "paths are matched without the query", "write " + quoted(glob.substr(0, query)));
    return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<const Matcher> make_path_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<PathPattern> patterns;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    std::shared_ptr<const re2::RE2> expression;
    if (is_expression(*text.text)) {
      expression = compiled_expression(text, problems);
    } else if (check_glob(text, problems)) {
      expression = expression_of(expression_of_glob(*text.text));
    }
    if (expression) patterns.push_back({*text.text, std::move(expression)});
  }
  return std::make_unique<PathMatcher>(std::move(patterns), source.exception);
}

}  // namespace caveat::rules
