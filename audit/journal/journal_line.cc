#include "audit/journal/journal_line.h"

#include <charconv>
#include <span>

#include "audit/journal/hash.h"
#include "rules/hex_digit.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kNumber = "{\"n\":";
constexpr std::string_view kKind = ",\"kind\":\"";
constexpr std::string_view kCheck = ",\"check\":\"";
constexpr std::string_view kLineEnd = "\"}";
constexpr std::size_t kCheckDigits = 16;

std::string check_of(std::string_view line) {
  const Hash hash = sha256({line});
  return rules::hexadecimal(std::span(hash).first<kCheckDigits / 2>());
}

}  // namespace

std::string journal_line(std::uint64_t number, std::string_view members) {
  std::string line;
  line.reserve(members.size() + 64);
  line.append(kNumber).append(std::to_string(number)).append(",").append(members);
  const std::string check = check_of(line);
  return line.append(kCheck).append(check).append(kLineEnd);
}

std::optional<LineFrame> read_frame(std::string_view line) {
  constexpr std::size_t kTail = kCheck.size() + kCheckDigits + kLineEnd.size();
  if (line.size() < kTail || line.size() > kLongestLine) return std::nullopt;
  const std::string_view checked = line.substr(0, line.size() - kTail);
  const std::string_view tail = line.substr(checked.size());
  if (!checked.starts_with(kNumber) || !tail.starts_with(kCheck) || !tail.ends_with(kLineEnd))
    return std::nullopt;
  if (tail.substr(kCheck.size(), kCheckDigits) != check_of(checked)) return std::nullopt;
  LineFrame frame;
  std::string_view rest = checked.substr(kNumber.size());
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), frame.number);
  if (error != std::errc()) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (!rest.starts_with(kKind)) return std::nullopt;
  rest.remove_prefix(kKind.size());
  frame.kind = rest.substr(0, rest.find('"'));
  return frame;
}

}  // namespace caveat::audit
