// Sets of rules, as numbers and as bits.
#pragma once

#include <bit>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>

namespace caveat::rules {

/// Which rules of a set, in order. Few need no memory of their own.
using RuleNumbers = boost::container::small_vector<std::uint32_t, 64>;

/// Up to 64 rules that are neighbours in a set: bit N of `rules` is rule 64 * `word` + N.
struct RuleBits {
  std::uint32_t word = 0;
  std::uint64_t rules = 0;
};

inline std::size_t word_of(std::size_t rule) {
  return rule / 64;
}

inline std::uint64_t bit_of(std::size_t rule) {
  return std::uint64_t{1} << (rule % 64);
}

/// Calls `take` with each rule's number, in order.
template <typename Take>
void for_each_rule(RuleBits bits, const Take& take) {
  for (std::uint64_t rest = bits.rules; rest != 0; rest &= rest - 1) {
    take(bits.word * 64 + static_cast<std::uint32_t>(std::countr_zero(rest)));
  }
}

}  // namespace caveat::rules
