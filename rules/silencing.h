// "# caveat: allow CV044 because counsel wants it kept": warnings that an author has answered.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/codes.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"
#include "rules/toml_comments.h"

namespace caveat::rules {

/// The comments of some files that silence warnings: those of their own line, or, if nothing else stands
/// there, of the next line. Several codes stand with commas between them. A string over several lines counts
/// as the line that it begins on, and as the one that it ends on. Errors cannot be silenced. Files outlive
/// it.
class Silencing {
 public:
  explicit Silencing(std::span<const SourceFile> files);

  /// Sets `silenced` of the warnings that a comment with a reason allows.
  void apply_to(std::vector<Diagnostic>& diagnostics);
  /// Adds a warning for each comment that cannot do what it says, or has not done so by now.
  void report(std::vector<Diagnostic>& diagnostics) const;

 private:
  struct Allowed {
    SourcePlace place;  ///< of the code as written
    std::string word;
    const CodeEntry* code = nullptr;  ///< null: there is none
    bool used = false;
  };
  struct Comment {
    SourcePlace place;
    TomlLines lines;  ///< that it is about
    std::vector<Allowed> allowed;
    std::string reason;
    bool understood = false;
  };
  struct File {
    const SourceFile* source = nullptr;
    std::vector<Comment> comments;
  };

  static void read(const TomlOutline& outline, File& file);
  static Comment parse(const TomlComment& comment, std::string_view file);
  static void take_codes(std::string_view words, std::string_view whole, Comment& comment);

  std::vector<File> files_;
};

}  // namespace caveat::rules
