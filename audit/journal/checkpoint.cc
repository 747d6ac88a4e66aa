#include "audit/journal/checkpoint.h"

#include <charconv>
#include <vector>

#include "rules/base64.h"
#include "rules/text_lines.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014
constexpr std::size_t kKeyHashBytes = 4;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kEd25519("\n\x01", 2);

std::string key_hash(std::string_view name, std::string_view public_key) {
  const std::string der = rules::from_base64(public_key).value_or("");
  if (der.size() < kKeyBytes) return {};
  const Hash hash = sha256({name, kEd25519, std::string_view(der).substr(der.size() - kKeyBytes)});
  return {reinterpret_cast<const char*>(hash.data()), kKeyHashBytes};
}

std::string text_of(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.tree.size) + "\n" +
         base64(checkpoint.tree.root) + "\n";
}

std::optional<Checkpoint> read_text(std::string_view text) {
  Checkpoint checkpoint;
  checkpoint.origin = rules::take_line(text);
  const std::string_view size = rules::take_line(text);
  const auto root = hash_from_base64(rules::take_line(text));
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.tree.size);
  const bool is_number =
      error == std::errc() && end == size.data() + size.size() && (size == "0" || !size.starts_with('0'));
  if (!is_origin(checkpoint.origin) || !is_number || !root) return std::nullopt;
  checkpoint.tree.root = *root;
  return checkpoint;
}

}  // namespace

bool is_origin(std::string_view origin) {
  return !origin.empty() && origin.size() <= 200 && std::all_of(origin.begin(), origin.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '+' && c != '"' && c != '\\';
  });
}

std::string signed_note(const Checkpoint& checkpoint, const rules::SigningKey& key) {
  const std::string text = text_of(checkpoint);
  const std::string signature = rules::from_base64(key.sign(text)).value_or("");
  return text + "\n" + std::string(kDash) + checkpoint.origin + " " +
         rules::base64(key_hash(checkpoint.origin, key.public_key()) + signature) + "\n";
}

std::string note_text(const SignedCheckpoint& checkpoint) {
  const std::string signature = rules::from_base64(checkpoint.signature).value_or("");
  return checkpoint.text + "\n" + std::string(kDash) + checkpoint.checkpoint.origin + " " +
         rules::base64(checkpoint.key_hash + signature) + "\n";
}

std::optional<SignedCheckpoint> read_note(std::string_view note) {
  const std::size_t end = note.find("\n\n");
  if (end == std::string_view::npos) return std::nullopt;
  SignedCheckpoint read;
  read.text = note.substr(0, end + 1);
  const auto checkpoint = read_text(read.text);
  if (!checkpoint) return std::nullopt;
  read.checkpoint = *checkpoint;
  std::string_view rest = note.substr(end + 2);
  while (!rest.empty()) {
    std::string_view line = rules::take_line(rest);
    const std::string beginning = std::string(kDash) + checkpoint->origin + " ";
    if (!line.starts_with(beginning)) continue;  // of a witness
    const auto bytes = rules::from_base64(line.substr(beginning.size()));
    if (!bytes || bytes->size() != kKeyHashBytes + kSignatureBytes) return std::nullopt;
    read.key_hash = bytes->substr(0, kKeyHashBytes);
    read.signature = rules::base64(std::string_view(*bytes).substr(kKeyHashBytes));
    return read;
  }
  return std::nullopt;
}

bool is_signed_by(const SignedCheckpoint& checkpoint, std::string_view public_key) {
  return checkpoint.key_hash == key_hash(checkpoint.checkpoint.origin, public_key) &&
         rules::signature_holds(public_key, checkpoint.text, checkpoint.signature);
}

}  // namespace caveat::audit
