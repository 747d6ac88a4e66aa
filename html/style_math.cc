#include "html/style_math.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <numeric>
#include <system_error>
#include <vector>

#include "html/ascii.h"

namespace caveat::html {
namespace {

/// No honest style nests deeper; the stack must not follow the page.
constexpr int kMaxDepth = 16;

struct Unit {
  std::string_view name;
  double size;
};

constexpr std::array<Unit, 22> kUnits = {{{"", 1},         {"px", 1},
                                          {"pt", 4.0 / 3}, {"pc", 16},
                                          {"q", 0.945},    {"in", 96},
                                          {"cm", 37.8},    {"mm", 3.78},
                                          {"em", 16},      {"rem", 16},
                                          {"ic", 16},      {"ric", 16},
                                          {"lh", 20},      {"rlh", 20},
                                          {"ex", 8},       {"ch", 8},
                                          {"cap", 8},      {"fr", 1},
                                          {"deg", 1},      {"grad", 0.9},
                                          {"turn", 360},   {"rad", 180 / std::numbers::pi}}};

bool is_of_viewport(std::string_view unit) {
  for (const std::string_view prefix : {"cq", "s", "l", "d"}) {
    if (unit.starts_with(prefix)) {
      unit.remove_prefix(prefix.size());
      if (prefix == "cq") return !unit.empty();
      break;
    }
  }
  return unit.size() > 1 && unit.front() == 'v';
}

std::optional<double> size_of(std::string_view unit, const StyleMeasures& measures) {
  if (unit == "%") return measures.hundred_percent / 100;
  const auto* const known =
      std::find_if(kUnits.begin(), kUnits.end(), [unit](const Unit& each) { return each.name == unit; });
  if (known != kUnits.end()) return known->size;
  if (is_of_viewport(unit)) return measures.viewport / 100;
  return std::nullopt;
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// What is no number takes all with it (10.9); the comparisons of C++ would leave it out.
double lesser(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? std::numeric_limits<double>::quiet_NaN() : std::min(a, b);
}
double greater(double a, double b) {
  return -lesser(-a, -b);
}

class MathReader {
 public:
  MathReader(std::string_view text, const StyleMeasures& measures) : text_(text), measures_(measures) {}

  std::optional<double> read() {
    const std::optional<double> result = value();
    return at_ == text_.size() ? result : std::nullopt;
  }

 private:
  std::optional<double> sum() {
    std::optional<double> total = product();
    while (total && (next_is('+') || next_is('-'))) {
      const bool minus = text_[at_++] == '-';
      const std::optional<double> term = product();
      if (!term) return std::nullopt;
      total = minus ? *total - *term : *total + *term;
    }
    return total;
  }

  std::optional<double> product() {
    std::optional<double> total = value();
    while (total && (next_is('*') || next_is('/'))) {
      const bool over = text_[at_++] == '/';
      const std::optional<double> factor = value();
      if (!factor) return std::nullopt;
      total = over ? *total / *factor : *total * *factor;
    }
    return total;
  }

  std::optional<double> value() {
    skip_space();
    if (at_ == text_.size()) return std::nullopt;
    const std::size_t begin = at_;
    if (const auto number = dimension()) return number;
    at_ = begin;
    while (at_ < text_.size() && (is_ascii_alphanumeric(text_[at_]) || text_[at_] == '-')) ++at_;
    std::string_view name = text_.substr(begin, at_ - begin);
    if (!take('(') || depth_ == kMaxDepth) return std::nullopt;
    ++depth_;
    const std::optional<double> result = call(name);
    --depth_;
    return result;
  }

  std::optional<double> dimension() {
    if (text_[at_] == '+') ++at_;
    const std::size_t digits = text_.substr(at_, 1) == "-" ? at_ + 1 : at_;
    const std::string_view first = text_.substr(digits, 1);
    if (first.empty() || !(is_ascii_digit(first[0]) || first[0] == '.')) return std::nullopt;
    double number = 0;
    const auto parsed = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    if (parsed.ec != std::errc{}) return std::nullopt;
    at_ = static_cast<std::size_t>(parsed.ptr - text_.data());
    const std::size_t unit = at_;
    while (at_ < text_.size() && (is_ascii_alpha(text_[at_]) || text_[at_] == '%')) ++at_;
    const std::optional<double> size = size_of(text_.substr(unit, at_ - unit), measures_);
    return size ? std::optional(number * *size) : std::nullopt;
  }

  /// Behind the opening bracket.
  std::optional<double> call(std::string_view name) {
    std::vector<double> arguments;
    do {
      const std::optional<double> argument = sum();
      if (!argument) return std::nullopt;
      arguments.push_back(*argument);
    } while (next_is(',') && take(','));
    // What is open at the end of a style is closed there.
    if (!take(')') && at_ < text_.size()) return std::nullopt;
    for (const std::string_view prefix : {"-webkit-", "-moz-"}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    if (name == "min") return std::accumulate(arguments.begin(), arguments.end(), kInfinity, lesser);
    if (name == "max") return std::accumulate(arguments.begin(), arguments.end(), -kInfinity, greater);
    if (name == "clamp" && arguments.size() == 3) {
      return greater(arguments[0], lesser(arguments[1], arguments[2]));
    }
    if (arguments.size() != 1) return std::nullopt;
    if (name.empty() || name == "calc") return arguments[0];
    if (name == "abs") return std::abs(arguments[0]);
    return std::nullopt;
  }

  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool next_is(char c) {
    skip_space();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool take(char c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  const StyleMeasures& measures_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<double> measured(std::string_view component, const StyleMeasures& measures) {
  const std::optional<double> result = MathReader(component, measures).read();
  return result && std::isnan(*result) ? 0 : result;
}

}  // namespace caveat::html
