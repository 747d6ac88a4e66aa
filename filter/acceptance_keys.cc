#include "filter/acceptance_keys.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <charconv>
#include <span>

#include "rules/hex_digit.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kVersion = "1";
constexpr std::size_t kIdBytes = 4;
constexpr std::size_t kSealBytes = 16;

std::string hmac(const AcceptanceKeys::Key& key, std::string_view message, std::size_t bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), &size);
  return rules::hexadecimal(std::span(digest).first(bytes));
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<std::chrono::sys_days> day_of(std::string_view digits) {
  int day = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), day);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  return std::chrono::sys_days(std::chrono::days(day));
}

/// Takes what stands before the next '.' off `text`.
std::string_view take_part(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

}  // namespace

AcceptanceKeys::AcceptanceKeys(const Key& current, const std::optional<Key>& previous) {
  constexpr std::string_view kIdMessage = "caveat: which key";
  keys_.push_back({current, hmac(current, kIdMessage, kIdBytes)});
  if (previous) keys_.push_back({*previous, hmac(*previous, kIdMessage, kIdBytes)});
}

std::string AcceptanceKeys::seal(std::string_view terms, std::chrono::sys_days last_day) const {
  return seal_with(keys_.front(), terms, std::to_string(last_day.time_since_epoch().count()));
}

bool AcceptanceKeys::holds(std::string_view terms, std::string_view value,
                           std::chrono::sys_days today) const {
  std::string_view rest = value;
  take_part(rest);
  const std::string_view id = take_part(rest);
  const std::string_view last_day = take_part(rest);
  const auto day = day_of(last_day);
  if (!day || *day < today) return false;
  for (const NamedKey& key : keys_) {
    if (key.id == id && same(seal_with(key, terms, last_day), value)) return true;
  }
  return false;
}

std::string AcceptanceKeys::seal_with(const NamedKey& key, std::string_view terms,
                                      std::string_view last_day) {
  const std::string said = std::string(kVersion) + "." + key.id + "." + std::string(last_day);
  return said + "." + hmac(key.key, "caveat: accepted\n" + said + "\n" + std::string(terms), kSealBytes);
}

}  // namespace caveat::filter
