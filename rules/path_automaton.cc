#include "rules/path_automaton.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <utility>

#include "rules/canonical_url.h"

namespace caveat::rules {

namespace {

using PatternKind = PathAutomaton::Kind;
using Token = PathAutomaton::Token;

/// Beyond these a question is too hard to tell; authors' globs need some dozens.
constexpr std::size_t kMostStates = 20'000;
constexpr std::size_t kMostTokens = 512;

/// Stands for every character that no token names.
constexpr char kOtherByte = '\0';

bool takes(const Token& token, char c) {
  switch (token.kind) {
    case PatternKind::literal:
      return token.character == c;
    case PatternKind::within_segment:
      return c != '/';
    case PatternKind::any:
      break;
  }
  return true;
}

/// Positions between tokens at which a glob may stand after the same characters: a set of them, in order,
/// with all that is reached by a star that takes nothing.
using Positions = std::vector<std::size_t>;

void add_with_stars(const std::vector<Token>& tokens, std::size_t position, std::set<std::size_t>& out) {
  while (out.insert(position).second && position < tokens.size() &&
         tokens[position].kind != PatternKind::literal) {
    ++position;
  }
}

Positions begin_of(const std::vector<Token>& tokens) {
  std::set<std::size_t> out;
  add_with_stars(tokens, 0, out);
  return {out.begin(), out.end()};
}

Positions after(const std::vector<Token>& tokens, const Positions& positions, char c) {
  std::set<std::size_t> out;
  for (const std::size_t position : positions) {
    if (position == tokens.size() || !takes(tokens[position], c)) continue;
    add_with_stars(tokens, tokens[position].kind == PatternKind::literal ? position + 1 : position, out);
  }
  return {out.begin(), out.end()};
}

bool is_end(const std::vector<Token>& tokens, const Positions& positions) {
  return !positions.empty() && positions.back() == tokens.size();
}

std::set<char> alphabet(std::span<const PathAutomaton> globs, const PathAutomaton& other) {
  std::set<char> out = {'/', kOtherByte};
  const auto add = [&out](const PathAutomaton& glob) {
    for (const Token& token : glob.tokens()) {
      if (token.kind == PatternKind::literal) out.insert(token.character);
    }
  };
  for (const PathAutomaton& glob : globs) add(glob);
  add(other);
  return out;
}

/// Runs all globs at once over every text that `inner` matches, and looks for one that no outer glob matches.
class Inclusion {
 public:
  Inclusion(std::span<const PathAutomaton> outer, const PathAutomaton& inner)
      : outer_(outer), inner_(inner), alphabet_(alphabet(outer, inner)) {}

  bool holds() {
    State begin{begin_of(inner_.tokens()), {}};
    for (const PathAutomaton& glob : outer_) begin.outer.push_back(begin_of(glob.tokens()));
    visit(std::move(begin));
    while (!waiting_.empty()) {
      if (seen_.size() > kMostStates) return false;
      const State state = std::move(waiting_.front());
      waiting_.pop();
      if (is_end(inner_.tokens(), state.inner) && !any_outer_ends(state)) return false;
      for (const char c : alphabet_) {
        State next = step(state, c);
        if (!next.inner.empty()) visit(std::move(next));
      }
    }
    return true;
  }

 private:
  struct State {
    Positions inner;
    std::vector<Positions> outer;
    auto operator<=>(const State&) const = default;
  };

  State step(const State& state, char c) const {
    State next{after(inner_.tokens(), state.inner, c), {}};
    for (std::size_t i = 0; i < outer_.size(); ++i) {
      next.outer.push_back(after(outer_[i].tokens(), state.outer[i], c));
    }
    return next;
  }

  bool any_outer_ends(const State& state) const {
    for (std::size_t i = 0; i < outer_.size(); ++i) {
      if (is_end(outer_[i].tokens(), state.outer[i])) return true;
    }
    return false;
  }

  void visit(State state) {
    if (seen_.insert(state).second) waiting_.push(std::move(state));
  }

  std::span<const PathAutomaton> outer_;
  const PathAutomaton& inner_;
  std::set<char> alphabet_;
  std::set<State> seen_;
  std::queue<State> waiting_;
};

/// Walks through two globs at once, on the shortest way that ends both.
class Meeting {
 public:
  Meeting(std::vector<Token> a, std::vector<Token> b, char filler)
      : a_(std::move(a)), b_(std::move(b)), filler_(filler) {}

  std::optional<std::string> find() {
    const Pair end{a_.size(), b_.size()};
    visit({0, 0}, {0, 0}, 0);
    while (!waiting_.empty() && !reached_.contains(end) && reached_.size() < kMostStates) {
      const Pair at = waiting_.front();
      waiting_.pop();
      leave(at);
    }
    if (!reached_.contains(end)) return std::nullopt;
    std::string path;
    for (Pair at = end; at != Pair{0, 0}; at = reached_.at(at).from) {
      if (reached_.at(at).character != 0) path += reached_.at(at).character;
    }
    std::reverse(path.begin(), path.end());
    return path;
  }

 private:
  using Pair = std::pair<std::size_t, std::size_t>;
  struct Step {
    Pair from;
    char character = 0;  ///< 0: none, a star took nothing
  };

  void leave(Pair at) {
    const auto [i, j] = at;
    const bool star_a = i < a_.size() && a_[i].kind != PatternKind::literal;
    const bool star_b = j < b_.size() && b_[j].kind != PatternKind::literal;
    const bool literal_a = i < a_.size() && !star_a;
    const bool literal_b = j < b_.size() && !star_b;
    const char c = literal_a ? a_[i].character : literal_b ? b_[j].character : filler_;
    if (i < a_.size() && j < b_.size() && takes(a_[i], c) && takes(b_[j], c)) {
      visit({literal_a ? i + 1 : i, literal_b ? j + 1 : j}, at, c);
    }
    if (star_a) visit({i + 1, j}, at, 0);
    if (star_b) visit({i, j + 1}, at, 0);
  }

  void visit(Pair next, Pair from, char c) {
    if (reached_.emplace(next, Step{from, c}).second) waiting_.push(next);
  }

  std::vector<Token> a_;
  std::vector<Token> b_;
  char filler_;
  std::map<Pair, Step> reached_;
  std::queue<Pair> waiting_;
};

/// The tokens with `filler` before each star.
std::vector<Token> filled(const std::vector<Token>& tokens, char filler) {
  std::vector<Token> out;
  for (const Token& token : tokens) {
    if (token.kind != PatternKind::literal) out.push_back({PatternKind::literal, filler});
    out.push_back(token);
  }
  return out;
}

bool is_long(const PathAutomaton& glob) {
  return glob.tokens().size() > kMostTokens;
}

/// Globs that could hold a path of `inner` at all: their literal beginnings go together.
std::vector<PathAutomaton> candidates(std::span<const PathAutomaton> outer, const PathAutomaton& inner) {
  std::vector<PathAutomaton> out;
  for (const PathAutomaton& glob : outer) {
    const std::size_t length = std::min(glob.literal_prefix().size(), inner.literal_prefix().size());
    const bool together = glob.literal_prefix().substr(0, length) == inner.literal_prefix().substr(0, length);
    if (together && !is_long(glob)) out.push_back(glob);
  }
  return out;
}

std::string example_of(const PathAutomaton& glob) {
  std::string out;
  for (const Token& token : glob.tokens()) out += token.kind == PatternKind::literal ? token.character : 'x';
  return out;
}

bool same_tokens(const PathAutomaton& a, const PathAutomaton& b) {
  return std::equal(
      a.tokens().begin(), a.tokens().end(), b.tokens().begin(), b.tokens().end(),
      [](const Token& x, const Token& y) { return x.kind == y.kind && x.character == y.character; });
}

/// "/a/**" holds whatever begins with "/a/".
bool is_whole_tree(const PathAutomaton& glob) {
  const auto& tokens = glob.tokens();
  return tokens.size() == glob.literal_prefix().size() + 1 && tokens.back().kind == PatternKind::any;
}

}  // namespace

PathAutomaton::PathAutomaton(std::string_view text) {
  const std::string canonical = canonical_path(text);
  for (std::size_t i = 0; i < canonical.size(); ++i) {
    const bool star = canonical[i] == '*';
    const bool two = star && i + 1 < canonical.size() && canonical[i + 1] == '*';
    if (two) ++i;
    tokens_.push_back({two    ? PatternKind::any
                       : star ? PatternKind::within_segment
                              : PatternKind::literal,
                       star ? '\0' : canonical[i]});
  }
  const auto literals = std::find_if(tokens_.begin(), tokens_.end(),
                                     [](const Token& token) { return token.kind != PatternKind::literal; });
  for (auto token = tokens_.begin(); token != literals; ++token) prefix_ += token->character;
  for (auto token = tokens_.rbegin(); token != tokens_.rend() && token->kind == PatternKind::literal;
       ++token) {
    suffix_.insert(suffix_.begin(), token->character);
  }
}

bool PathAutomaton::matches(std::string_view path) const {
  if (!path.starts_with(prefix_)) return false;
  // Which positions between tokens are reached; a star that takes nothing reaches the next as well.
  std::vector<char> reached(tokens_.size() + 1, 0);
  std::vector<char> next(tokens_.size() + 1, 0);
  const auto pass_stars = [this](std::vector<char>& positions) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (positions[i] != 0 && tokens_[i].kind != PatternKind::literal) positions[i + 1] = 1;
    }
  };
  reached[prefix_.size()] = 1;
  pass_stars(reached);
  for (const char c : path.substr(prefix_.size())) {
    std::fill(next.begin(), next.end(), 0);
    for (std::size_t i = prefix_.size(); i < tokens_.size(); ++i) {
      if (reached[i] != 0 && takes(tokens_[i], c))
        next[tokens_[i].kind == PatternKind::literal ? i + 1 : i] = 1;
    }
    pass_stars(next);
    reached.swap(next);
  }
  return reached[tokens_.size()] != 0;
}

bool may_meet(const PathAutomaton& a, const PathAutomaton& b) {
  const std::string_view a_begins = a.literal_prefix();
  const std::string_view b_begins = b.literal_prefix();
  const std::string_view a_ends = a.literal_suffix();
  const std::string_view b_ends = b.literal_suffix();
  return (a_begins.starts_with(b_begins) || b_begins.starts_with(a_begins)) &&
         (a_ends.ends_with(b_ends) || b_ends.ends_with(a_ends));
}

bool holds(std::span<const PathAutomaton> outer, const PathAutomaton& inner) {
  const auto holds_by_itself = [&inner](const PathAutomaton& glob) {
    return same_tokens(glob, inner) ||
           (is_whole_tree(glob) && inner.literal_prefix().starts_with(glob.literal_prefix()));
  };
  if (std::any_of(outer.begin(), outer.end(), holds_by_itself)) return true;
  if (is_long(inner)) return false;
  constexpr std::size_t kMostAtOnce = 16;
  const std::vector<PathAutomaton> together = candidates(outer, inner);
  const std::string example = example_of(inner);
  const auto matches_example = [&](const PathAutomaton& glob) { return glob.matches(example); };
  if (std::none_of(together.begin(), together.end(), matches_example)) return false;
  return !together.empty() && together.size() <= kMostAtOnce && Inclusion(together, inner).holds();
}

std::optional<std::string> meeting_of(const PathAutomaton& a, const PathAutomaton& b, char filler) {
  if (is_long(a) || is_long(b) || !may_meet(a, b)) return std::nullopt;
  // A path in which each star stands for something reads better than one with empty segments.
  if (auto path = Meeting(filled(a.tokens(), filler), filled(b.tokens(), filler), filler).find()) return path;
  return Meeting(a.tokens(), b.tokens(), filler).find();
}

}  // namespace caveat::rules
