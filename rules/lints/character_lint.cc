// Characters that hide, or turn text around, so that a line reads otherwise than programs read it.
#include <optional>
#include <string>

#include "rules/lints/lints.h"
#include "rules/toml_comments.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

/// In a notice, and in any other text, where nothing needs to be invisible.
enum class Text { notice, other };

constexpr char32_t kPopFormatting = 0x202C;
constexpr char32_t kPopIsolate = 0x2069;

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

bool is_embedding(char32_t c) {
  return c == 0x202A || c == 0x202B;
}

bool is_override(char32_t c) {
  return c == 0x202D || c == 0x202E;
}

bool is_isolate(char32_t c) {
  return c >= 0x2066 && c <= 0x2068;
}

/// Zero-width space, word joiner, byte order mark and soft hyphen: copied along from other programs.
bool is_invisible(char32_t c) {
  return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

struct Found {
  std::size_t offset;
  std::size_t bytes;
  std::string message;
};

std::string hexadecimal(char32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "U+";
  for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) out += kDigits[(c >> shift) & 15U];
  return out;
}

/// The first character that does not belong there.
std::optional<Found> find_hidden(std::string_view text, Text kind) {
  std::optional<Found> open;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    const auto found = [&](std::string_view what) {
      return Found{offset, point.bytes,
                   std::string(what) + " (" + hexadecimal(point.value) + ") stands here"};
    };
    if (is_control(point.value)) return found("a control character");
    if (is_override(point.value)) return found("a character that turns the direction of writing");
    if (kind == Text::other && is_invisible(point.value)) return found("a character that nobody sees");
    if (is_embedding(point.value) || is_isolate(point.value)) {
      if (!open) open = found("a character that turns the direction of writing, and is not ended,");
    }
    if (point.value == kPopFormatting || point.value == kPopIsolate || point.value == '\n') {
      if (point.value == '\n' && open) return open;
      open.reset();
    }
    offset += point.bytes;
  }
  return open;
}

class CharacterLint {
 public:
  explicit CharacterLint(const LintedPack& pack) : pack_(pack) {}

  void look(const TomlTable& table, Text kind) {
    for (const TomlEntry& entry : table) {
      const TomlValue key{entry.key, entry.key_place};
      if (const auto found = find_hidden(entry.key, Text::other)) report(found->message, key.place);
      look(entry.value, entry.key == "text" || entry.key == "html" ? Text::notice : kind);
    }
  }

  void look_at_comments() {
    for (const TomlComment& comment : outline_of(pack_.written.file->text).comments) {
      const auto found = find_hidden(comment.text, Text::notice);
      if (!found) continue;
      SourcePlace place = comment.place;
      place.file = pack_.written.file->path;
      place.column += 1 + static_cast<int>(count_code_points(comment.text.substr(0, found->offset)));
      place.length = 1;
      report(found->message, place);
    }
  }

 private:
  void look(const TomlValue& value, Text kind) {
    if (const std::string* text = value.string()) {
      if (const auto found = find_hidden(*text, kind)) {
        report(found->message, pack_.problems.within(value, found->offset, found->bytes));
      }
    }
    if (const TomlTable* table = value.table()) look(*table, kind);
    for (const TomlValue& item : items_of(&value)) look(item, kind);
  }

  void report(const std::string& message, const SourcePlace& place) {
    pack_.problems.add(Code::hidden_characters, place, message, "take it out");
  }

  const LintedPack& pack_;
};

}  // namespace

void lint_characters(const LintedPack& pack) {
  CharacterLint lint(pack);
  lint.look(pack.document(), Text::other);
  lint.look_at_comments();
}

}  // namespace caveat::rules
