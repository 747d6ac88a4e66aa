#include "app/approver_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace caveat::app {
namespace {

constexpr std::string_view kName = "Name: ";
constexpr std::string_view kRole = "Role: ";
constexpr std::string_view kLocked = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
constexpr std::size_t kKeyFileBytes = 64 * 1024;

/// PEM allows text before the key (RFC 7468); it says whose the key is.
std::string whose(const std::string& name, const std::string& role) {
  return std::string(kName) + name + "\n" + (role.empty() ? "" : std::string(kRole) + role + "\n");
}

std::string value_of(std::string_view field, const std::string& text) {
  std::istringstream lines(text.substr(0, text.find("-----BEGIN")));
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.starts_with(field)) return line.substr(field.size());
  }
  return {};
}

/// Of no more than a key can have; empty if it cannot be read.
std::string text_of_key_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kKeyFileBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string asked_passphrase() {
  const char* given = ::getpass("Passphrase of the key: ");
  return given == nullptr ? std::string() : std::string(given);
}

/// Whether a new file of that mode was written; never over another.
bool write_new_file(const std::string& path, const std::string& text, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  const bool written = file >= 0 && ::fchmod(file, mode) == 0 &&
                       ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(file) == 0;
  if (!written) {
    std::cerr << "caveat: " << path << " cannot be written: " << std::strerror(errno) << "\n";
  }
  if (file >= 0) ::close(file);
  if (file >= 0 && !written) ::unlink(path.c_str());
  return written;
}

void warn_of_open_key(const std::string& path) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0 || !S_ISREG(file.st_mode) || (file.st_mode & 0077) == 0) return;
  std::cerr << "caveat: others may read the key in " << path
            << ", so that it proves little: chmod 600, or better make a new one\n";
}

}  // namespace

boost::system::result<ApproverKey, KeyProblem> read_approver_key(
    const std::string& path, const std::function<std::string()>& passphrase) {
  const std::string text = text_of_key_file(path);
  if (text.empty()) return KeyProblem{"the key " + path + " cannot be read, or is empty"};
  auto key = rules::SigningKey::read(text, passphrase);
  if (!key) {
    const bool is_public = rules::public_key_line(text).has_value();
    return KeyProblem{path + " holds no private Ed25519 key in PEM that can be opened" +
                          (is_public ? "; it is the public one" : ""),
                      text.find(kLocked) != std::string::npos};
  }
  return ApproverKey{*std::move(key), value_of(kName, text), value_of(kRole, text)};
}

std::optional<KeyFile> look_at_key(const std::string& path) {
  const std::string text = text_of_key_file(path);
  const bool locked = text.find(kLocked) != std::string::npos;
  if (!locked && text.find("-----BEGIN PRIVATE KEY-----") == std::string::npos) return std::nullopt;
  return KeyFile{path, value_of(kName, text), value_of(kRole, text), locked};
}

std::optional<ApproverKey> read_approver_key_or_complain(const std::string& path) {
  auto key = read_approver_key(path, asked_passphrase);
  if (!key) {
    std::cerr << "caveat: " << key.error().message << "\n";
    return std::nullopt;
  }
  warn_of_open_key(path);
  return *std::move(key);
}

std::optional<ApproverKey> write_new_key_or_complain(const std::string& path, const std::string& name,
                                                     const std::string& role) {
  ApproverKey made{rules::SigningKey::generate(), name, role};
  const std::string public_path = path + ".pub";
  struct stat there {};
  if (::lstat(public_path.c_str(), &there) == 0) {
    std::cerr << "caveat: " << public_path << " is there already; nothing was written\n";
    return std::nullopt;
  }
  if (!write_new_file(path, whose(name, role) + made.key.pem(), 0600)) return std::nullopt;
  const std::string public_text = whose(name, role) + rules::public_key_pem(made.key.public_key());
  if (write_new_file(public_path, public_text, 0644)) return made;
  ::unlink(path.c_str());
  return std::nullopt;
}

}  // namespace caveat::app
