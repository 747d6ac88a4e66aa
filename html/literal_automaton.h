// Finds many literals in one pass (Aho and Corasick, "Efficient String Matching", 1975).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace caveat::html {

/// Immutable once built; safe to use from any thread. Its size follows that of the literals, the time of a
/// search that of the text and of what is found, whatever the number of literals.
class LiteralAutomaton {
 public:
  /// `literal` is not empty. Literals are numbered in the order in which they come.
  void add(std::u32string_view literal);
  /// After the last `add`.
  void build();
  bool empty() const { return lengths_.empty(); }

  /// Calls `found(literal, begin, end)` for every occurrence, overlapping ones included.
  template <typename Found>
  void scan(std::u32string_view text, Found&& found) const;

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::size_t kPageSize = 256;

  struct Edge {
    std::uint32_t symbol;
    std::uint32_t state;
  };
  struct State {
    std::uint32_t first_edge = 0;
    std::uint32_t edge_count = 0;
    std::uint32_t on_failure = 0;       ///< the longest proper suffix that is a state
    std::uint32_t literal = kNone;      ///< the last one added of those that end here
    std::uint32_t next_output = kNone;  ///< the longest proper suffix at which a literal ends
  };

  std::uint32_t symbol_of(char32_t c) const;
  std::uint32_t add_symbol(char32_t c);
  std::uint32_t child(std::uint32_t state, std::uint32_t symbol) const;
  std::uint32_t step(std::uint32_t state, char32_t c) const;
  void lay_out_edges();
  void link();

  /// The characters of all literals, numbered from 1; two levels, as most scripts need few pages.
  std::vector<std::uint16_t> page_of_;
  std::vector<std::array<std::uint32_t, kPageSize>> pages_;
  std::uint32_t symbols_ = 0;

  std::vector<std::vector<Edge>> building_;  ///< the edges of each state, until `build`
  std::vector<State> states_ = {State{}};
  std::vector<Edge> edges_;               ///< of each state side by side, by symbol
  std::vector<std::uint32_t> from_root_;  ///< by symbol; 0: none
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> same_;  ///< for each literal: one before it with the same characters
};

inline std::uint32_t LiteralAutomaton::symbol_of(char32_t c) const {
  const std::size_t page = c / kPageSize;
  if (page >= page_of_.size() || page_of_[page] == 0) return 0;
  return pages_[page_of_[page] - 1U][c % kPageSize];
}

inline std::uint32_t LiteralAutomaton::child(std::uint32_t state, std::uint32_t symbol) const {
  if (state == 0) return from_root_[symbol];
  const State& from = states_[state];
  for (std::uint32_t i = 0; i < from.edge_count; ++i) {
    const Edge& edge = edges_[from.first_edge + i];
    if (edge.symbol >= symbol) return edge.symbol == symbol ? edge.state : 0;
  }
  return 0;
}

inline std::uint32_t LiteralAutomaton::step(std::uint32_t state, char32_t c) const {
  const std::uint32_t symbol = symbol_of(c);
  if (symbol == 0) return 0;
  while (true) {
    const std::uint32_t next = child(state, symbol);
    if (next != 0 || state == 0) return next;
    state = states_[state].on_failure;
  }
}

template <typename Found>
void LiteralAutomaton::scan(std::u32string_view text, Found&& found) const {
  if (empty()) return;
  std::uint32_t state = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    state = step(state, text[i]);
    std::uint32_t output = states_[state].literal != kNone ? state : states_[state].next_output;
    for (; output != kNone; output = states_[output].next_output) {
      for (std::uint32_t literal = states_[output].literal; literal != kNone; literal = same_[literal]) {
        found(literal, i + 1 - lengths_[literal], i + 1);
      }
    }
  }
}

}  // namespace caveat::html
