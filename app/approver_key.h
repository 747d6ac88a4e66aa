// The file of an approver's private key: whose it is, then the key.
#pragma once

#include <optional>
#include <string>

#include "rules/signing_key.h"

namespace caveat::app {

struct ApproverKey {
  rules::SigningKey key;
  std::string name;  ///< empty if the file does not say
  std::string role;
};

/// Asks on the terminal for the passphrase of a key that has one. nullopt after saying on standard error what
/// is wrong.
std::optional<ApproverKey> read_approver_key_or_complain(const std::string& path);

/// Writes a new key to `path`, for its owner alone, and its public part to `path`.pub; neither may be there.
/// nullopt after saying on standard error what is wrong.
std::optional<ApproverKey> write_new_key_or_complain(const std::string& path, const std::string& name,
                                                     const std::string& role);

}  // namespace caveat::app
