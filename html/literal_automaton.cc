#include "html/literal_automaton.h"

#include <algorithm>
#include <utility>

namespace caveat::html {

std::uint32_t LiteralAutomaton::add_symbol(char32_t c) {
  const std::size_t page = c / kPageSize;
  if (page >= page_of_.size()) page_of_.resize(page + 1);
  if (page_of_[page] == 0) {
    pages_.emplace_back().fill(0);
    page_of_[page] = static_cast<std::uint16_t>(pages_.size());
  }
  std::uint32_t& symbol = pages_[page_of_[page] - 1U][c % kPageSize];
  if (symbol == 0) symbol = ++symbols_;
  return symbol;
}

void LiteralAutomaton::add(std::u32string_view literal) {
  if (building_.empty()) building_.resize(1);
  std::uint32_t state = 0;
  for (const char32_t c : literal) {
    const std::uint32_t symbol = add_symbol(c);
    const auto found = std::ranges::find(building_[state], symbol, &Edge::symbol);
    if (found != building_[state].end()) {
      state = found->state;
      continue;
    }
    const auto next = static_cast<std::uint32_t>(states_.size());
    building_[state].push_back({symbol, next});
    building_.emplace_back();
    states_.emplace_back();
    state = next;
  }
  const auto index = static_cast<std::uint32_t>(lengths_.size());
  lengths_.push_back(static_cast<std::uint32_t>(literal.size()));
  same_.push_back(std::exchange(states_[state].literal, index));
}

void LiteralAutomaton::build() {
  building_.resize(states_.size());
  lay_out_edges();
  link();
  building_ = {};
}

void LiteralAutomaton::lay_out_edges() {
  from_root_.assign(symbols_ + 1, 0);
  for (const Edge& edge : building_[0]) from_root_[edge.symbol] = edge.state;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    std::ranges::sort(building_[i], {}, &Edge::symbol);
    states_[i].first_edge = static_cast<std::uint32_t>(edges_.size());
    states_[i].edge_count = static_cast<std::uint32_t>(building_[i].size());
    edges_.insert(edges_.end(), building_[i].begin(), building_[i].end());
  }
}

/// Breadth first: a state's suffixes are shorter, so they are linked before it.
void LiteralAutomaton::link() {
  std::vector<std::uint32_t> queue;
  for (const Edge& edge : building_[0]) queue.push_back(edge.state);
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const std::uint32_t state = queue[at];
    for (const Edge& edge : building_[state]) {
      std::uint32_t suffix = states_[state].on_failure;
      std::uint32_t target = child(suffix, edge.symbol);
      while (target == 0 && suffix != 0) {
        suffix = states_[suffix].on_failure;
        target = child(suffix, edge.symbol);
      }
      State& next = states_[edge.state];
      next.on_failure = target;
      next.next_output = states_[target].literal != kNone ? target : states_[target].next_output;
      queue.push_back(edge.state);
    }
  }
}

}  // namespace caveat::html
