#include "rules/nearest_name.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace caveat::rules {

namespace {

constexpr int kSwap = 1;
constexpr int kOtherEdit = 2;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kTellingBeginning = 4;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Edit distance with swaps of neighbours (optimal string alignment).
int distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = static_cast<int>(i) * kOtherEdit;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = static_cast<int>(j) * kOtherEdit;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      int best = cost[i - 1][j - 1] + (same ? 0 : kOtherEdit);
      best = std::min({best, cost[i - 1][j] + kOtherEdit, cost[i][j - 1] + kOtherEdit});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) best = std::min(best, cost[i - 2][j - 2] + kSwap);
      cost[i][j] = best;
    }
  }
  return cost[a.size()][b.size()];
}

bool begins_with(std::string_view name, std::string_view beginning) {
  return name.size() > beginning.size() && std::equal(beginning.begin(), beginning.end(), name.begin(),
                                                      [](char a, char b) { return lower(a) == lower(b); });
}

/// The one name that begins as what was written: "russia-undesirable" for "russia-undesirable-organization".
std::optional<std::string_view> only_continuation(std::string_view beginning,
                                                  std::span<const std::string_view> known) {
  std::optional<std::string_view> found;
  if (beginning.size() < kTellingBeginning) return found;
  for (const std::string_view name : known) {
    if (!begins_with(name, beginning)) continue;
    if (found) return std::nullopt;
    found = name;
  }
  return found;
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view wrong,
                                             std::span<const std::string_view> known) {
  if (wrong.size() > kLongestName) return std::nullopt;
  const int tolerated = wrong.size() <= 2 ? kSwap : wrong.size() <= 5 ? kOtherEdit : 2 * kOtherEdit;
  std::optional<std::string_view> nearest;
  int smallest = std::numeric_limits<int>::max();
  for (const std::string_view name : known) {
    if (name.size() > kLongestName) continue;
    const std::size_t apart = std::max(name.size(), wrong.size()) - std::min(name.size(), wrong.size());
    if (static_cast<int>(apart) * kOtherEdit > tolerated) continue;
    const int found = distance(wrong, name);
    if (found > tolerated || found >= smallest) continue;
    smallest = found;
    nearest = name;
  }
  return nearest ? nearest : only_continuation(wrong, known);
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known) {
  const auto nearest = nearest_name(wrong, known);
  return nearest ? "did you mean `" + std::string(*nearest) + "`?" : std::string();
}

}  // namespace caveat::rules
