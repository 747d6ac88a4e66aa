#include <algorithm>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/file_replacement.h"
#include "app/line_diff.h"
#include "rules/pack_files.h"
#include "rules/regular_file.h"
#include "rules/toml_format.h"
#include "rules/toml_guard.h"

namespace caveat::app {
namespace {

constexpr std::size_t kMostLinesShown = 40;

/// Puts one file after the other into the layout, and counts.
class Formatting {
 public:
  explicit Formatting(bool check) : check_(check) {}

  void format_files(const std::string& path) {
    const rules::PackFiles read = rules::read_pack_files(path);
    complain(read.diagnostics);
    could_not_ = could_not_ || read.unreadable;
    for (const rules::SourceFile& file : read.files) format_file(file);
  }

  void format_standard_input() {
    const rules::SourceFile file{"standard input", {std::istreambuf_iterator<char>(std::cin), {}}};
    const auto text = formatted(file);
    if (!check_) {
      // Whoever pipes a broken file through loses nothing of it.
      std::cout << (text ? *text : file.text);
    } else if (text && *text != file.text) {
      show(file, *text);
    }
  }

  void summarise() const {
    if (files_ == 0) return;
    std::cerr << files_ << (files_ == 1 ? " file" : " files") << ", ";
    if (check_) {
      std::cerr << changed_ << " not in the one layout"
                << (changed_ == 0 ? "" : ": `caveat fmt` without --check mends that");
    } else {
      std::cerr << rewritten_ << " rewritten";
    }
    if (broken_ > 0) std::cerr << ", " << broken_ << " left alone because of the errors above";
    std::cerr << "\n";
  }

  int exit_code() const {
    if (could_not_) return kCouldNot;
    return broken_ > 0 || (check_ && changed_ > 0) ? kFindings : kClean;
  }

 private:
  static void complain(const std::vector<rules::Diagnostic>& diagnostics) {
    std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  }

  std::optional<std::string> formatted(const rules::SourceFile& file) {
    std::vector<rules::Diagnostic> diagnostics;
    auto text = rules::format_toml(file, diagnostics);
    complain(diagnostics);
    if (!text) ++broken_;
    return text;
  }

  void format_file(const rules::SourceFile& file) {
    ++files_;
    const auto text = formatted(file);
    if (!text || *text == file.text) return;
    if (check_) return show(file, *text);
    if (const std::string problem = rewrite(file, *text); !problem.empty()) {
      std::cerr << "caveat: " << file.path << " was left as it is: " << problem << "\n";
      could_not_ = true;
      return;
    }
    ++rewritten_;
    std::cout << file.path << "\n";
  }

  /// Empty, or why the file is as it was. What an author saved in the meantime is not overwritten.
  static std::string rewrite(const rules::SourceFile& file, const std::string& text) {
    const auto now = rules::read_regular_file(file.path, rules::kRuleFileBytes);
    if (!now) return now.error().message;
    if (now->bytes != file.text) return "it has just been changed by somebody else";
    return replace_file(file.path, text);
  }

  void show(const rules::SourceFile& file, const std::string& text) {
    ++changed_;
    const std::string difference = line_diff(file.text, text, kMostLinesShown);
    std::cout << file.path << "\n"
              << (difference.empty() ? "       only its line ends or its byte order mark\n" : difference);
  }

  bool check_;
  std::size_t files_ = 0;
  std::size_t changed_ = 0;
  std::size_t rewritten_ = 0;
  std::size_t broken_ = 0;
  bool could_not_ = false;
};

}  // namespace

int fmt(const FmtArguments& arguments) {
  const std::vector<std::string> here = {"."};
  Formatting formatting(arguments.check);
  for (const std::string& path : arguments.paths.empty() ? here : arguments.paths) {
    if (path == "-") {
      formatting.format_standard_input();
    } else {
      formatting.format_files(path);
    }
  }
  formatting.summarise();
  return formatting.exit_code();
}

}  // namespace caveat::app
