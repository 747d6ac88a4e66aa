#include "rules/expression_text.h"

#include <re2/re2.h>

#include <algorithm>

#include "rules/expression_cost.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kPrefix = "re:";

}  // namespace

bool is_expression(std::string_view text) {
  return text.starts_with(kPrefix);
}

std::shared_ptr<const re2::RE2> expression_of(const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  return std::make_shared<const re2::RE2>(pattern, options);
}

bool affords_expression(const PlacedText& text, Problems& problems) {
  if (!is_expression(*text.text)) return true;
  const std::size_t before = problems.expression_cost();
  const std::size_t after = before + expression_cost(std::string_view(*text.text).substr(kPrefix.size()));
  problems.set_expression_cost(after);
  if (before <= kMostExpressionCost && after > kMostExpressionCost) {
    problems.add(Code::bad_pattern, text.value->place,
                 "the expressions of this file are too large together, from here on",
                 "write smaller numbers in { }, use globs, or split the pack");
  }
  return after <= kMostExpressionCost;
}

std::shared_ptr<const re2::RE2> compiled_expression(const PlacedText& text, Problems& problems) {
  if (!affords_expression(text, problems)) return nullptr;
  auto expression = expression_of(text.text->substr(kPrefix.size()));
  if (expression->ok()) return expression;
  // The caret goes to the argument that RE2 names, or to the whole expression.
  const std::string& argument = expression->error_arg();
  const std::size_t found = argument.empty() ? std::string::npos : text.text->find(argument, kPrefix.size());
  const bool known = found != std::string::npos;
  const std::size_t offset = known ? found : kPrefix.size();
  const std::size_t length = known ? argument.size() : std::max<std::size_t>(1, text.text->size() - offset);
  problems.add(Code::bad_pattern, problems.within(*text.value, offset, length),
               "RE2 refuses this expression: " + expression->error());
  return nullptr;
}

}  // namespace caveat::rules
