#include "rules/path_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "rules/canonical_url.h"
#include "rules/expression_text.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kOperators = R"(\^$.[]|()?*+{})";
constexpr std::string_view kMayRepeatNever = "?*{";

/// A glob in canonical form as an anchored expression.
std::string expression_of_glob(std::string_view canonical) {
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
                 "write " + in_quotes(only_path) + ", and the site's name under when.site");
    return false;
  }
  if (!glob.starts_with('/') && !glob.starts_with("**")) {
    problems.add(Code::bad_path, text.value->place, "a path begins with `/`",
                 "write " + in_quotes("/" + glob));
    return false;
  }
  if (const std::size_t query = glob.find_first_of("?#"); query != std::string::npos) {
    problems.add(Code::bad_path, problems.within(*text.value, query, glob.size() - query),
                 "paths are matched without the query", "write " + in_quotes(glob.substr(0, query)));
    return false;
  }
  return true;
}

/// Whether "|" may part the expression at its top, so that its beginning is that of one alternative only.
/// Wherever it is not plain that a "|" stands inside a group, it may.
bool may_have_alternatives(std::string_view expression) {
  int depth = 0;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (c == '\\') {
      if (i + 1 < expression.size() && expression[i + 1] == 'Q') return true;
      ++i;
    } else if (c == '[') {
      return expression.find('|') != std::string_view::npos;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (c == '|' && depth <= 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<PathPattern> PathPattern::parse(const PlacedText& text, Problems& problems) {
  if (!is_expression(*text.text)) {
    if (!check_glob(text, problems)) return std::nullopt;
    return of_glob(*text.text);
  }
  PathPattern pattern;
  pattern.expression_ = compiled_expression(text, problems);
  if (!pattern.expression_) return std::nullopt;
  pattern.text_ = *text.text;
  LeadingLiteral literal = leading_literal(pattern.expression_->pattern());
  if (literal.at_beginning) {
    pattern.literal_prefix_ = std::move(literal.text);
    return pattern;
  }
  const std::size_t slash = literal.text.find('/');
  if (slash != std::string::npos && slash + 1 < literal.text.size()) {
    pattern.later_literals_.push_back(literal.text.substr(slash + 1));
  }
  pattern.needle_ = std::move(literal.text);
  return pattern;
}

PathPattern PathPattern::of_glob(const std::string& text) {
  const std::string canonical = canonical_path(text);
  PathPattern pattern;
  pattern.text_ = text;
  pattern.literal_prefix_ = literal_prefix_of_glob(canonical);
  for (const std::string_view literal : later_literals_of_glob(canonical)) {
    pattern.later_literals_.emplace_back(literal);
  }
  pattern.glob_ = PathGlob::compile(canonical);
  if (!pattern.glob_) pattern.expression_ = expression_of(expression_of_glob(canonical));
  return pattern;
}

bool PathPattern::matches(std::string_view path) const {
  if (glob_) return glob_->matches(path);
  return path.find(needle_) != std::string_view::npos &&
         re2::RE2::PartialMatch({path.data(), path.size()}, *expression_);
}

LeadingLiteral leading_literal(std::string_view expression) {
  LeadingLiteral leading;
  if (may_have_alternatives(expression)) return leading;
  leading.at_beginning = expression.starts_with('^');
  std::string& literal = leading.text;
  for (std::size_t i = leading.at_beginning ? 1 : 0; i < expression.size(); ++i) {
    char c = expression[i];
    if (c == '\\') {
      const char escaped = i + 1 < expression.size() ? expression[i + 1] : 'n';
      if (kOperators.find(escaped) == std::string_view::npos && escaped != '/' && escaped != '-') break;
      c = escaped;
      ++i;
    } else if (kMayRepeatNever.find(c) != std::string_view::npos) {
      // "^?" need not stand at the beginning.
      if (literal.empty()) return {};
      literal.pop_back();
      break;
    } else if (kOperators.find(c) != std::string_view::npos || static_cast<signed char>(c) < 0) {
      break;  // of what is no ASCII, an operator behind it takes several bytes back
    }
    literal += c;
  }
  return leading;
}

}  // namespace caveat::rules
