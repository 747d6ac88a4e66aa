#include "rules/expression_cost.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace caveat::rules {

namespace {

constexpr std::size_t kMost = 1'000'000'000;
/// Characters of all scripts, in UTF-8.
constexpr std::size_t kLetters = 300;
constexpr std::size_t kAnyCharacter = 10;

class CostCount {
 public:
  explicit CostCount(std::string_view text) : text_(text) {}

  std::size_t count() {
    while (at_ < text_.size()) step();
    while (outer_.size() > 1) end_group();
    return std::min(kMost, outer_.back() + last_);
  }

 private:
  void step() {
    const char c = text_[at_];
    ++at_;
    switch (c) {
      case '(':
        put(0);
        outer_.push_back(0);
        return;
      case ')':
        if (outer_.size() > 1) end_group();
        return;
      case '{':
        return repeat();
      case '\\':
        return escape();
      case '[':
        return take_class();
      case '.':
        return put(kAnyCharacter);
      case '*':
      case '+':
      case '?':
        return;
      default:
        return put(1);
    }
  }

  /// The next atom, to which a repetition may follow.
  void put(std::size_t cost) {
    outer_.back() = std::min(kMost, outer_.back() + last_);
    last_ = cost;
  }

  void end_group() {
    const std::size_t inside = outer_.back() + last_;
    outer_.pop_back();
    last_ = std::min(kMost, inside + 2);
  }

  void repeat() {
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return put(1);
    std::string_view bounds = text_.substr(at_, end - at_);
    if (const std::size_t comma = bounds.find(',');
        comma != std::string_view::npos && comma + 1 < bounds.size()) {
      bounds.remove_prefix(comma + 1);
    }
    std::size_t times = 1;
    std::from_chars(bounds.data(), bounds.data() + bounds.size(), times);
    last_ = times != 0 && last_ > kMost / times ? kMost : last_ * std::max<std::size_t>(1, times);
    at_ = end + 1;
  }

  void escape() {
    const char kind = at_ < text_.size() ? text_[at_] : ' ';
    ++at_;
    const bool letters = std::string_view("pPwWsSdDbB").find(kind) != std::string_view::npos;
    put(letters ? kLetters : 1);
  }

  void take_class() {
    std::size_t cost = kAnyCharacter;
    bool first = true;
    for (; at_ < text_.size() && (text_[at_] != ']' || first); ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        cost += kLetters;
      }
      ++cost;
      first = false;
    }
    ++at_;
    put(cost);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t last_ = 0;
  std::vector<std::size_t> outer_ = {0};
};

}  // namespace

std::size_t expression_cost(std::string_view expression) {
  return CostCount(expression).count();
}

}  // namespace caveat::rules
