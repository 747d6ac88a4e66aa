// Collects the diagnostics of one file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rules/codes.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"
#include "rules/source_text.h"
#include "rules/toml.h"

namespace caveat::rules {

/// Errors, and warnings, that one file may have.
inline constexpr std::size_t kMostProblems = 1000;

/// Fills in what every diagnostic of a file needs: code, severity, the line for the caret. `file` and
/// `diagnostics` outlive it.
class Problems {
 public:
  Problems(const SourceFile& file, std::vector<Diagnostic>& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  /// Of more than `kMostProblems` errors or warnings the rest is not kept: whoever mends those finds it.
  void add(Code code, const SourcePlace& place, std::string message, std::string suggestion = {});

  /// The place of `length` bytes from byte `offset` of a string value, as they stand in the file, so that the
  /// caret points into the string whatever quotes and escapes it is written with.
  SourcePlace within(const TomlValue& value, std::size_t offset, std::size_t length) const;

  const SourceFile& file() const { return file_; }
  /// Whether an error of this file was added here.
  bool any_error() const { return errors_ > 0; }
  /// No further error would be kept, so that advice for one is not worth its time.
  bool has_enough_errors() const { return errors_ == kMostProblems; }

  /// What the expressions of the file cost so far (expression_cost.h).
  std::size_t expression_cost() const { return expression_cost_; }
  void set_expression_cost(std::size_t cost) { expression_cost_ = cost; }

 private:
  /// Made when the first problem asks for it.
  const SourceText& source() const;
  void report_rest(const SourcePlace& place);

  const SourceFile& file_;
  std::vector<Diagnostic>& diagnostics_;
  mutable std::optional<SourceText> source_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  bool reported_rest_ = false;
  std::size_t expression_cost_ = 0;
};

/// `text` in backticks, for messages; of a very long one the beginning.
std::string in_quotes(std::string_view text);

}  // namespace caveat::rules
