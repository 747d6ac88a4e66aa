#include "html/meta_prescan.h"

#include <algorithm>
#include <optional>

#include "html/ascii.h"
#include "html/charset_labels.h"

namespace caveat::html {
namespace {

/// In any case.
struct PrescanAttribute {
  std::string_view name;
  std::string_view value;
};

bool ends_tag_name(char c) {
  return is_ascii_space(c) || c == '>';
}

/// The algorithm's own reading of tags, which is simpler than the tokenizer's.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::string run() {
    // What is no tag is passed over.
    for (at_ = bytes_.find('<'); at_ < bytes_.size(); at_ = bytes_.find('<', at_)) {
      if (begins("<!--")) {
        const std::size_t end = bytes_.find("-->", at_ + 2);
        at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
      } else if (begins_meta()) {
        at_ += 5;
        std::string label = read_meta();
        if (!label.empty()) return label;
        continue;
      } else if (begins_tag()) {
        while (at_ < bytes_.size() && !ends_tag_name(bytes_[at_])) ++at_;
        while (next_attribute()) {
        }
        continue;
      } else if (begins("<!") || begins("</") || begins("<?")) {
        at_ = std::min(bytes_.find('>', at_), bytes_.size());
      }
      ++at_;
    }
    return {};
  }

 private:
  bool begins(std::string_view text) const {
    return equal_ignoring_ascii_case(bytes_.substr(at_, text.size()), text);
  }

  bool begins_meta() const {
    if (!begins("<meta") || at_ + 5 >= bytes_.size()) return false;
    return is_ascii_space(bytes_[at_ + 5]) || bytes_[at_ + 5] == '/';
  }

  bool begins_tag() const {
    const std::size_t name = at_ + (begins("</") ? 2 : 1);
    return bytes_[at_] == '<' && name < bytes_.size() && is_ascii_alpha(bytes_[name]);
  }

  /// A label that stands for an encoding, or nothing.
  std::string read_meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::string label;
    while (const auto attribute = next_attribute()) {
      if (equal_ignoring_ascii_case(attribute->name, "http-equiv")) {
        got_pragma = got_pragma || equal_ignoring_ascii_case(attribute->value, "content-type");
      } else if (equal_ignoring_ascii_case(attribute->name, "content") && label.empty()) {
        label = charset_in_content(attribute->value);
        if (!label.empty()) need_pragma = true;
      } else if (equal_ignoring_ascii_case(attribute->name, "charset")) {
        label = ascii_lower(attribute->value);
        need_pragma = false;
      }
    }
    // A tag that is cut off declares nothing.
    if (at_ >= bytes_.size()) return {};
    const bool declares = need_pragma && (!*need_pragma || got_pragma);
    return declares && !encoding_of_label(label).empty() ? label : std::string();
  }

  /// "Get an attribute"; nullopt at the end of the tag.
  std::optional<PrescanAttribute> next_attribute() {
    while (at_ < bytes_.size() && (is_ascii_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return std::nullopt;
    PrescanAttribute attribute;
    const std::size_t begin = at_;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if ((c == '=' && at_ > begin) || is_ascii_space(c) || c == '/' || c == '>') break;
      ++at_;
    }
    attribute.name = bytes_.substr(begin, at_ - begin);
    skip_space();
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return attribute;
    ++at_;
    skip_space();
    attribute.value = read_value();
    return attribute;
  }

  std::string_view read_value() {
    if (at_ >= bytes_.size()) return {};
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = std::min(bytes_.find(quote, at_ + 1), bytes_.size());
      const std::string_view value = bytes_.substr(at_ + 1, end - at_ - 1);
      at_ = std::min(end + 1, bytes_.size());
      return value;
    }
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && !ends_tag_name(bytes_[at_])) ++at_;
    return bytes_.substr(begin, at_ - begin);
  }

  void skip_space() {
    while (at_ < bytes_.size() && is_ascii_space(bytes_[at_])) ++at_;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::string prescan_meta(std::string_view beginning) {
  return Prescan(beginning).run();
}

std::string xml_declaration(std::string_view beginning) {
  if (!beginning.starts_with("<?xml")) return {};
  beginning = beginning.substr(0, beginning.find('>'));
  std::size_t at = beginning.find("encoding");
  if (at == std::string_view::npos) return {};
  at += std::string_view("encoding").size();
  const auto skip_blanks = [&] {
    while (at < beginning.size() && static_cast<unsigned char>(beginning[at]) <= ' ') ++at;
  };
  skip_blanks();
  if (at >= beginning.size() || beginning[at] != '=') return {};
  ++at;
  skip_blanks();
  if (at >= beginning.size() || (beginning[at] != '"' && beginning[at] != '\'')) return {};
  const std::size_t end = beginning.find(beginning[at], at + 1);
  return end == std::string_view::npos ? std::string() : std::string(beginning.substr(at + 1, end - at - 1));
}

std::string charset_in_content(std::string_view content) {
  const std::string lower = ascii_lower(content);
  for (std::size_t at = lower.find("charset"); at != std::string::npos; at = lower.find("charset", at)) {
    at += std::string_view("charset").size();
    while (at < lower.size() && is_ascii_space(lower[at])) ++at;
    if (at >= lower.size() || lower[at] != '=') continue;
    ++at;
    while (at < lower.size() && is_ascii_space(lower[at])) ++at;
    if (at >= lower.size()) return {};
    if (lower[at] == '"' || lower[at] == '\'') {
      const std::size_t end = lower.find(lower[at], at + 1);
      return end == std::string::npos ? std::string() : lower.substr(at + 1, end - at - 1);
    }
    const std::size_t end = std::min(lower.find_first_of("; \t\n\f\r", at), lower.size());
    return lower.substr(at, end - at);
  }
  return {};
}

}  // namespace caveat::html
