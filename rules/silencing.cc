#include "rules/silencing.h"

#include <algorithm>

#include "rules/problems.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSilencingMark = "caveat:";
constexpr std::string_view kAllow = "allow ";
constexpr std::string_view kBecause = "because";
constexpr std::string_view kBlank = " \t";
constexpr std::string_view kForm = "write # caveat: allow CV044 because ..., with your reason";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

bool is_mark(const TomlComment& comment) {
  return trimmed(comment.text).starts_with(kSilencingMark);
}

/// Where the word `because` begins, or npos.
std::size_t find_because(std::string_view text) {
  for (std::size_t at = text.find(kBecause); at != std::string_view::npos; at = text.find(kBecause, at + 1)) {
    const std::size_t end = at + kBecause.size();
    const bool begins = at == 0 || kBlank.find(text[at - 1]) != std::string_view::npos || text[at - 1] == ',';
    const bool ends = end == text.size() || kBlank.find(text[end]) != std::string_view::npos;
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

TomlLines with_strings(int line, const TomlOutline& outline) {
  TomlLines lines{line, line};
  for (const TomlLines& one : outline.long_strings) {
    if (one.last == line) lines.first = std::min(lines.first, one.first);
    if (one.first == line) lines.last = std::max(lines.last, one.last);
  }
  return lines;
}

/// The line that the comment with that index is about.
int line_of(const TomlOutline& outline, std::size_t index) {
  int line = outline.comments[index].place.line;
  if (!outline.comments[index].alone) return line;
  for (; index < outline.comments.size(); ++index) {
    const TomlComment& comment = outline.comments[index];
    if (!comment.alone || comment.place.line != line) break;
    ++line;
  }
  return line;
}

}  // namespace

Silencing::Silencing(std::span<const SourceFile> files) {
  for (const SourceFile& source : files) {
    if (source.text.find(kSilencingMark) == std::string::npos) continue;
    File file{&source, {}};
    read(outline_of(source.text), file);
    if (!file.comments.empty()) files_.push_back(std::move(file));
  }
}

void Silencing::read(const TomlOutline& outline, File& file) {
  for (std::size_t i = 0; i < outline.comments.size(); ++i) {
    if (!is_mark(outline.comments[i])) continue;
    Comment comment = parse(outline.comments[i], file.source->path);
    comment.lines = with_strings(line_of(outline, i), outline);
    file.comments.push_back(std::move(comment));
  }
}

Silencing::Comment Silencing::parse(const TomlComment& written, std::string_view file) {
  Comment comment;
  comment.place = written.place;
  comment.place.file = file;
  const std::string_view words = trimmed(trimmed(written.text).substr(kSilencingMark.size()));
  if (!words.starts_with(kAllow)) return comment;
  const std::size_t because = find_because(words);
  const std::string_view codes = words.substr(0, because).substr(kAllow.size());
  take_codes(codes, written.text, comment);
  comment.understood = !comment.allowed.empty();
  if (because != std::string_view::npos) comment.reason = trimmed(words.substr(because + kBecause.size()));
  return comment;
}

void Silencing::take_codes(std::string_view words, std::string_view whole, Comment& comment) {
  constexpr std::string_view kBetween = ", \t";
  while (true) {
    words.remove_prefix(std::min(words.find_first_not_of(kBetween), words.size()));
    if (words.empty()) return;
    const std::string_view word = words.substr(0, words.find_first_of(kBetween));
    Allowed allowed;
    allowed.word = word;
    allowed.code = find_code(word);
    allowed.place = comment.place;
    const auto before = static_cast<std::size_t>(word.data() - whole.data());
    allowed.place.column += 1 + static_cast<int>(count_code_points(whole.substr(0, before)));
    allowed.place.length = static_cast<int>(count_code_points(word));
    comment.allowed.push_back(std::move(allowed));
    words.remove_prefix(word.size());
  }
}

void Silencing::apply_to(std::vector<Diagnostic>& diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error || diagnostic.silenced) continue;
    for (File& file : files_) {
      if (file.source->path != diagnostic.place.file) continue;
      for (Comment& comment : file.comments) {
        const int line = diagnostic.place.line;
        if (comment.reason.empty() || line < comment.lines.first || line > comment.lines.last) continue;
        for (Allowed& allowed : comment.allowed) {
          if (!allowed.code || code_name(allowed.code->code) != diagnostic.code) continue;
          allowed.used = true;
          diagnostic.silenced = comment.reason;
        }
      }
    }
  }
}

void Silencing::report(std::vector<Diagnostic>& diagnostics) const {
  for (const File& file : files_) {
    Problems problems(*file.source, diagnostics);
    for (const Comment& comment : file.comments) {
      if (!comment.understood) {
        problems.add(Code::silence_without_reason, comment.place, "this comment is not understood",
                     std::string(kForm));
        continue;
      }
      if (comment.reason.empty()) {
        problems.add(Code::silence_without_reason, comment.place,
                     "this comment gives no reason, so it silences nothing", std::string(kForm));
      }
      for (const Allowed& allowed : comment.allowed) {
        if (!allowed.code) {
          problems.add(Code::silence_of_unknown, allowed.place, "there is no code " + in_quotes(allowed.word),
                       "the code stands in brackets behind what `check` says");
        } else if (allowed.code->severity == Severity::error) {
          problems.add(Code::silence_of_unknown, allowed.place,
                       in_quotes(allowed.word) + " is an error, and errors cannot be silenced");
        } else if (!allowed.used && !comment.reason.empty()) {
          problems.add(Code::silence_of_nothing, allowed.place,
                       "there is no " + in_quotes(code_name(allowed.code->code)) + " here to silence",
                       "take the comment out, or move it to the line of the warning or above it");
        }
      }
    }
  }
}

}  // namespace caveat::rules
