// when.query: a parameter of the query, or an expression over all of it.
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "rules/expression_text.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

struct Parameter {
  std::string name;
  std::string value;
};

int hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// As forms are read (URL standard, 5.1): "+" is a space, and percent-encoded bytes are themselves.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() && text[i] == '%' ? hexadecimal_digit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hexadecimal_digit(text[i + 2]);
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::vector<Parameter> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string_view value = one.substr(std::min(equals + 1, one.size()));
    if (!one.empty()) parameters.push_back({decoded(one.substr(0, equals)), decoded(value)});
    query.remove_prefix(std::min(one.size() + 1, query.size()));
  }
  return parameters;
}

struct QueryPattern {
  std::string text;
  std::string name;  ///< of the parameter; empty: `expression` is over the whole query
  std::shared_ptr<const re2::RE2> expression;  ///< over its value; null: any value
};

/// Of a parameter that is given twice, some servers take the first, some the last. A condition holds if any
/// of them matches, an exception only if all do: what may be a covered page is one.
class QueryMatcher : public Matcher {
 public:
  QueryMatcher(std::vector<QueryPattern> patterns, bool exception)
      : patterns_(std::move(patterns)), exception_(exception) {}

  Held matches(const Facts& facts) const override { return matching(facts.query) ? Held::yes : Held::no; }

  // The query itself is not repeated: it may say who the reader is.
  std::string explain(const Facts& facts) const override {
    if (const QueryPattern* pattern = matching(facts.query)) return "the query matches " + pattern->text;
    std::string all;
    for (const QueryPattern& pattern : patterns_) all += (all.empty() ? "" : ", ") + pattern.text;
    return (facts.query.empty() ? "there is no query to match " : "the query matches none of ") + all;
  }

  bool asks_about_reader() const override { return false; }

 private:
  const QueryPattern* matching(const std::string& query) const {
    const std::vector<Parameter> parameters = parameters_of(query);
    const auto found = std::find_if(patterns_.begin(), patterns_.end(), [&](const QueryPattern& pattern) {
      return pattern.name.empty() ? re2::RE2::PartialMatch(query, *pattern.expression)
                                  : holds(pattern, parameters);
    });
    return found == patterns_.end() ? nullptr : &*found;
  }

  bool holds(const QueryPattern& pattern, const std::vector<Parameter>& parameters) const {
    bool any = false;
    bool all = true;
    for (const Parameter& parameter : parameters) {
      if (parameter.name != pattern.name) continue;
      const bool held = !pattern.expression || re2::RE2::FullMatch(parameter.value, *pattern.expression);
      any = any || held;
      all = all && held;
    }
    return any && (all || !exception_);
  }

  std::vector<QueryPattern> patterns_;
  bool exception_;
};

std::shared_ptr<const re2::RE2> expression_of_value(std::string_view glob) {
  std::string out;
  for (const char& c : glob) out += c == '*' ? ".*" : re2::RE2::QuoteMeta(re2::StringPiece(&c, 1));
  return expression_of("(?s)" + out);
}

std::optional<QueryPattern> parse_pattern(const PlacedText& text, Problems& problems) {
  if (is_expression(*text.text)) {
    auto expression = compiled_expression(text, problems);
    if (!expression) return std::nullopt;
    return QueryPattern{*text.text, "", std::move(expression)};
  }
  const std::string_view written = *text.text;
  if (const std::size_t wrong = written.find_first_of("?&#"); wrong != std::string_view::npos) {
    problems.add(Code::bad_query, problems.within(*text.value, wrong, 1),
                 "one parameter is named here, without `?`, `&` and `#`",
                 "write \"view=print\"; a list means any of these");
    return std::nullopt;
  }
  const std::size_t equals = written.find('=');
  const std::string name(written.substr(0, equals));
  if (name.empty() || name.find('*') != std::string::npos) {
    problems.add(Code::bad_query, text.value->place, "the name of a parameter is wanted before `=`",
                 "write \"view=*\", or an expression: \"re:(^|&)utm_\"");
    return std::nullopt;
  }
  if (equals == std::string_view::npos) return QueryPattern{*text.text, name, nullptr};
  return QueryPattern{*text.text, name, expression_of_value(written.substr(equals + 1))};
}

}  // namespace

std::unique_ptr<const Matcher> make_query_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<QueryPattern> patterns;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (auto pattern = parse_pattern(text, problems)) patterns.push_back(std::move(*pattern));
  }
  return std::make_unique<QueryMatcher>(std::move(patterns), source.exception);
}

}  // namespace caveat::rules
