// Files with keys, which nobody else may read.
#pragma once

#include <string>

namespace caveat::app {

struct SecretFile {
  std::string text;
  std::string problem;  ///< why it cannot be used, with what to do; empty if it can
};

/// The key at `path`. Refused if its group or others may do anything with it; below $CREDENTIALS_DIRECTORY
/// its group may read it: systemd 254 and newer hands over credentials so, which only the service can reach
/// (systemd.exec(5)).
SecretFile read_secret_file(const std::string& path);

}  // namespace caveat::app
