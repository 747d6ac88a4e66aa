#include "app/acceptance_key_files.h"

#include <openssl/rand.h>

#include <optional>
#include <stdexcept>
#include <string_view>

#include "app/secret_file.h"
#include "rules/hex_digit.h"

namespace caveat::app {
namespace {

using Key = filter::AcceptanceKeys::Key;

std::optional<Key> key_of(const std::string& text) {
  Key key{};
  if (text.size() != 2 * key.size()) return std::nullopt;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const int octet = rules::hex_octet(std::string_view(text).substr(2 * i));
    if (octet < 0) return std::nullopt;
    key[i] = static_cast<std::uint8_t>(octet);
  }
  return key;
}

boost::system::result<Key, std::string> read_key(const std::string& path) {
  auto [text, problem] = read_secret_file(path);
  if (!problem.empty()) return problem;
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  const auto key = key_of(text);
  if (!key) return "the key " + path + " is not 64 hexadecimal digits: make one with openssl rand -hex 32";
  return *key;
}

}  // namespace

boost::system::result<std::shared_ptr<const filter::AcceptanceKeys>, std::string> read_acceptance_keys(
    const std::string& current, const std::string& previous) {
  const auto key = read_key(current);
  if (!key) return key.error();
  if (previous.empty()) return std::make_shared<const filter::AcceptanceKeys>(*key);
  const auto old = read_key(previous);
  if (!old) return old.error();
  return std::make_shared<const filter::AcceptanceKeys>(*key, *old);
}

std::shared_ptr<const filter::AcceptanceKeys> random_acceptance_keys() {
  Key key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) throw std::runtime_error("no randomness");
  return std::make_shared<const filter::AcceptanceKeys>(key);
}

}  // namespace caveat::app
