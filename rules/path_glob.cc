#include "rules/path_glob.h"

#include <algorithm>
#include <utility>

namespace caveat::rules {

namespace {

constexpr std::string_view kAcross = "**";

bool within_segment(std::string_view gap) {
  return gap.find('/') == std::string_view::npos;
}

/// The text before the first `star`, which are taken off `rest` together.
std::string_view take_before(std::string_view star, std::string_view& rest) {
  const std::size_t end = std::min(rest.find(star), rest.size());
  const std::string_view before = rest.substr(0, end);
  rest.remove_prefix(std::min(end + star.size(), rest.size()));
  return before;
}

/// Where the shortest beginning of `path` ends that `chunk` matches; npos if it matches none. Each literal
/// may be taken where it is first found: the star behind it makes up for what lies between, and a literal
/// with a slash can only stand at one place.
std::size_t end_of_beginning(std::string_view chunk, std::string_view path) {
  const std::string_view first = take_before("*", chunk);
  if (!path.starts_with(first)) return std::string_view::npos;
  std::size_t end = first.size();
  while (!chunk.empty()) {
    const std::string_view literal = take_before("*", chunk);
    const std::size_t found = path.find(literal, end);
    if (found == std::string_view::npos || !within_segment(path.substr(end, found - end))) {
      return std::string_view::npos;
    }
    end = found + literal.size();
  }
  return end;
}

/// Where the shortest end of `path` begins that `chunk` matches; npos if it matches none. The mirror image.
std::size_t begin_of_end(std::string_view chunk, std::string_view path) {
  std::size_t begin = path.size();
  for (bool last = true;; last = false) {
    const std::size_t star = chunk.rfind('*');
    const std::string_view literal = star == std::string_view::npos ? chunk : chunk.substr(star + 1);
    if (literal.size() > begin) return std::string_view::npos;
    const std::size_t found = path.substr(0, begin).rfind(literal);
    if (found == std::string_view::npos) return found;
    const std::size_t end = found + literal.size();
    if (last ? end != begin : !within_segment(path.substr(end, begin - end))) return std::string_view::npos;
    begin = found;
    if (star == std::string_view::npos) return begin;
    chunk = chunk.substr(0, star);
  }
}

bool matches_within_segments(std::string_view glob, std::string_view path) {
  const std::size_t star = glob.rfind('*');
  if (star == std::string_view::npos) return glob == path;
  const std::string_view last = glob.substr(star + 1);
  const std::size_t end = end_of_beginning(glob.substr(0, star), path);
  if (end == std::string_view::npos || end + last.size() > path.size() || !path.ends_with(last)) return false;
  return within_segment(path.substr(end, path.size() - last.size() - end));
}

}  // namespace

std::optional<PathGlob> PathGlob::compile(std::string_view canonical) {
  std::string glob;
  for (const char c : canonical) {
    if (c != '*' || !glob.ends_with(kAcross)) glob += c;
  }
  const std::size_t first = glob.find(kAcross);
  const std::size_t last = glob.rfind(kAcross);
  for (std::size_t i = first; i < last; ++i) {
    if (glob[i] == '*' && glob[i + 1] != '*' && glob[i - 1] != '*') return std::nullopt;
  }
  return PathGlob(std::move(glob));
}

bool PathGlob::matches(std::string_view path) const {
  const std::size_t first = glob_.find(kAcross);
  if (first == std::string::npos) return matches_within_segments(glob_, path);
  std::string_view rest = glob_;
  const std::size_t end = end_of_beginning(take_before(kAcross, rest), path);
  if (end == std::string_view::npos) return false;
  path.remove_prefix(end);
  while (rest.find(kAcross) != std::string_view::npos) {
    const std::string_view literal = take_before(kAcross, rest);
    const std::size_t found = path.find(literal);
    if (found == std::string_view::npos) return false;
    path.remove_prefix(found + literal.size());
  }
  return begin_of_end(rest, path) != std::string_view::npos;
}

std::string_view literal_prefix_of_glob(std::string_view canonical) {
  return canonical.substr(0, canonical.find('*'));
}

std::vector<std::string_view> later_literals_of_glob(std::string_view canonical) {
  std::vector<std::string_view> literals;
  take_before("*", canonical);
  while (!canonical.empty()) {
    std::string_view literal = take_before("*", canonical);
    literal.remove_prefix(std::min(literal.find('/'), literal.size()));
    if (literal.size() > 1) literals.push_back(literal.substr(1));
  }
  return literals;
}

}  // namespace caveat::rules
