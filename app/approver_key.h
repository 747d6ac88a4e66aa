// The file of an approver's private key: whose it is, then the key.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <optional>
#include <string>

#include "rules/signing_key.h"

namespace caveat::app {

struct ApproverKey {
  rules::SigningKey key;
  std::string name;  ///< empty if the file does not say
  std::string role;
};

/// Why a key cannot be used, in words; `locked`: it needs another passphrase.
struct KeyProblem {
  std::string message;
  bool locked = false;
};

/// `passphrase` opens a key that has one.
boost::system::result<ApproverKey, KeyProblem> read_approver_key(
    const std::string& path, const std::function<std::string()>& passphrase);

/// What a key's file says without being opened.
struct KeyFile {
  std::string path;
  std::string name;
  std::string role;
  bool locked = false;  ///< a passphrase is needed
};

/// nullopt if the file holds no private key.
std::optional<KeyFile> look_at_key(const std::string& path);

/// Asks on the terminal for the passphrase of a key that has one. nullopt after saying on standard error what
/// is wrong.
std::optional<ApproverKey> read_approver_key_or_complain(const std::string& path);

/// Writes a new key to `path`, for its owner alone, and its public part to `path`.pub; neither may be there.
/// nullopt after saying on standard error what is wrong.
std::optional<ApproverKey> write_new_key_or_complain(const std::string& path, const std::string& name,
                                                     const std::string& role);

}  // namespace caveat::app
