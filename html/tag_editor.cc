#include "html/tag_editor.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "html/ascii.h"
#include "html/attribute_value.h"

namespace caveat::html {
namespace {

/// A stretch of the tag's source and what stands there instead.
struct Replacement {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

/// In double quotes, in ASCII: right in any ASCII-compatible charset.
std::string quoted(std::string_view value);

std::string assignment(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + quoted(value);
}

/// UTF-8 to ASCII with character references.
std::string quoted(std::string_view value) {
  std::string text = "\"";
  for (std::size_t i = 0; i < value.size();) {
    const auto lead = static_cast<unsigned char>(value[i]);
    if (lead == '"' || lead == '&' || lead == '<') {
      text += lead == '"' ? "&quot;" : lead == '&' ? "&amp;" : "&lt;";
      ++i;
    } else if (lead < 0x80) {
      text.push_back(value[i++]);
    } else {
      const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
      std::uint32_t code_point = lead & (0xFFU >> (length + 1));
      for (std::size_t k = 1; k < length && i + k < value.size(); ++k) {
        code_point = (code_point << 6) | (static_cast<unsigned char>(value[i + k]) & 0x3FU);
      }
      text += "&#" + std::to_string(code_point) + ";";
      i += length;
    }
  }
  return text + "\"";
}

class TagChanges {
 public:
  explicit TagChanges(const TagToken& token) : token_(token) {}

  void remove(std::string_view name) {
    const std::uint64_t key = name_key(name);
    for (std::size_t i = 0; i < token_.attributes.size(); ++i) {
      if (token_.attributes.spans()[i].key == key) remove(token_.attributes[i]);
    }
  }

  void set(std::string_view name, std::string_view value) {
    const std::optional<Attribute> attribute = token_.find(AttributeName::of(name));
    if (!attribute) {
      added_ += " " + assignment(name, value);
    } else if (AttributeValue(attribute->value).view() != value) {
      const std::size_t begin = offset_of(attribute->raw);
      replacements_.push_back({begin, begin + attribute->raw.size(), assignment(attribute->name, value)});
    }
  }

  std::optional<std::string> result() {
    if (!added_.empty()) {
      const std::size_t end = end_of_attributes();
      replacements_.push_back({end, end, (last_lacks_value() ? "\"\"" : "") + added_});
    }
    if (replacements_.empty()) return std::nullopt;
    std::ranges::stable_sort(replacements_, {}, &Replacement::begin);
    std::string tag;
    std::size_t at = 0;
    for (const Replacement& replacement : replacements_) {
      // Two rules may remove one attribute.
      if (replacement.begin < at) continue;
      tag += token_.raw.substr(at, replacement.begin - at);
      tag += replacement.text;
      at = replacement.end;
    }
    tag += token_.raw.substr(at);
    return tag;
  }

 private:
  std::size_t offset_of(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - token_.raw.data());
  }

  std::size_t end_of_attributes() const {
    if (!token_.attributes.empty()) return token_.attributes.spans().back().end;
    return offset_of(token_.name_as_written) + token_.name_as_written.size();
  }

  /// As in `<a href=>`: what came next would be the value.
  bool last_lacks_value() const {
    if (token_.attributes.empty()) return false;
    const Attribute last = token_.attributes[token_.attributes.size() - 1];
    const std::size_t end = end_of_attributes();
    const bool changed = std::ranges::any_of(
        replacements_, [end](const Replacement& r) { return r.begin < end && r.end == end; });
    return last.value.empty() && last.raw.ends_with('=') && !changed;
  }

  /// With the white space before it, unless what follows would then stick to what precedes.
  void remove(const Attribute& attribute) {
    std::size_t begin = offset_of(attribute.raw);
    const std::size_t end = begin + attribute.raw.size();
    const char next = token_.raw[end];
    const bool separated = is_ascii_space(next) || next == '>' || next == '/';
    while (separated && is_ascii_space(token_.raw[begin - 1])) --begin;
    replacements_.push_back({begin, end, {}});
  }

  const TagToken& token_;
  std::vector<Replacement> replacements_;
  std::string added_;
};

}  // namespace

std::optional<std::string> edited_tag(const TagToken& token, const AttributeChanges& changes) {
  TagChanges tag(token);
  for (const std::string& name : changes.remove) {
    // Who removes and sets one attribute wants it set.
    if (std::ranges::find(changes.set, name, &std::pair<std::string, std::string>::first) ==
        changes.set.end()) {
      tag.remove(name);
    }
  }
  for (const auto& [name, value] : changes.set) tag.set(name, value);
  return tag.result();
}

std::optional<std::string> edited_tag(const TagToken& token, const AttributeEdit& edit) {
  return edited_tag(token, AttributeChanges{edit.set, edit.remove});
}

}  // namespace caveat::html
