// Collects the diagnostics of one file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rules/codes.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"
#include "rules/toml.h"

namespace caveat::rules {

/// Fills in what every diagnostic of a file needs: code, severity, the line for the caret. `file` and
/// `diagnostics` outlive it.
class Problems {
 public:
  Problems(const SourceFile& file, std::vector<Diagnostic>& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  void add(Code code, const SourcePlace& place, std::string message, std::string suggestion = {});

  /// The place of `length` bytes from byte `offset` of a string value, as they stand in the file, so that the
  /// caret points into the string whatever quotes and escapes it is written with.
  SourcePlace within(const TomlValue& value, std::size_t offset, std::size_t length) const;

  const SourceFile& file() const { return file_; }
  /// Whether an error of this file was added here.
  bool any_error() const { return any_error_; }

 private:
  const SourceFile& file_;
  std::vector<Diagnostic>& diagnostics_;
  bool any_error_ = false;
};

/// `text` in backticks, for messages.
std::string quoted(std::string_view text);

}  // namespace caveat::rules
