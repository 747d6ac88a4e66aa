#include "filter/accept_encoding.h"

#include <algorithm>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

constexpr int kFullWeight = 1000;
constexpr std::size_t kMostDecimals = 3;

/// RFC 9110, 12.4.2: "0" or "1", a point, at most three digits.
int parse_coding_weight(std::string_view weight) {
  if (weight.empty() || (weight.front() != '0' && weight.front() != '1')) return 0;
  if (weight.size() > 1 && weight[1] != '.') return 0;
  const std::string_view decimals = weight.substr(std::min<std::size_t>(2, weight.size()));
  if (decimals.size() > kMostDecimals) return 0;
  int value = weight.front() - '0';
  for (std::size_t i = 0; i < kMostDecimals; ++i) {
    const char digit = i < decimals.size() ? decimals[i] : '0';
    if (!html::is_ascii_digit(digit)) return 0;
    value = value * 10 + (digit - '0');
  }
  return value <= kFullWeight ? value : 0;
}

int weight_of(std::string_view parameters) {
  for (const std::string_view parameter : split_outside_quotes(parameters, ';')) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (!html::equal_ignoring_ascii_case(trim_ows(parameter.substr(0, equals)), "q")) continue;
    return parse_coding_weight(trim_ows(parameter.substr(equals + 1)));
  }
  return kFullWeight;
}

std::string weight_parameter(int weight) {
  if (weight == kFullWeight) return {};
  std::string decimals = std::to_string(kFullWeight + weight).substr(1);
  while (decimals.back() == '0') decimals.pop_back();
  return ";q=0." + decimals;
}

}  // namespace

AcceptedCodings::AcceptedCodings(std::string_view accept_encoding) {
  for (const std::string_view member : list_members(accept_encoding)) {
    const std::size_t semicolon = member.find(';');
    const std::string_view token = trim_ows(member.substr(0, semicolon));
    const int weight =
        semicolon == std::string_view::npos ? kFullWeight : weight_of(member.substr(semicolon + 1));
    if (token == "*") any_ = weight;
    if (const auto coding = coding_of_token(token)) {
      std::optional<int>& known = weights_[static_cast<std::size_t>(*coding)];
      known = std::max(known.value_or(0), weight);
    }
  }
}

int AcceptedCodings::weight(ContentCoding coding) const {
  return weights_[static_cast<std::size_t>(coding)].value_or(any_.value_or(0));
}

ContentCoding AcceptedCodings::best() const {
  ContentCoding best = ContentCoding::identity;
  int best_weight = weights_[static_cast<std::size_t>(best)].value_or(0);
  bool coded = false;
  for (const ContentCoding coding : kOutputCodings) {
    const int weighs = weight(coding);
    if (weighs == 0 || weighs < best_weight || (coded && weighs == best_weight)) continue;
    best = coding;
    best_weight = weighs;
    coded = true;
  }
  return best;
}

ContentCoding output_coding(ContentCoding upstream, const AcceptedCodings& accepted, bool always) {
  return upstream == ContentCoding::identity && !always ? ContentCoding::identity : accepted.best();
}

std::string accept_encoding_for_upstream(const AcceptedCodings& accepted) {
  std::string field;
  if (accepted.best() != ContentCoding::identity) {
    for (const ContentCoding coding : kOutputCodings) {
      const int weight = accepted.weight(coding);
      if (weight == 0) continue;
      if (!field.empty()) field += ", ";
      field.append(name_of(coding)).append(weight_parameter(weight));
    }
  }
  return field.empty() ? "identity" : field;
}

}  // namespace caveat::filter
