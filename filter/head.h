// HTTP heads as values, independent of any HTTP library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

struct FieldLine {
  std::string name;
  std::string value;
};

/// Field lines in order (RFC 9110, 5). Names compare without case.
class FieldLines {
 public:
  FieldLines() = default;
  FieldLines(std::initializer_list<FieldLine> lines) : lines_(lines) {}

  /// The value of the first line of that name.
  std::optional<std::string_view> first(std::string_view name) const;
  /// The values of all lines of that name, in order; views of the lines.
  std::vector<std::string_view> all(std::string_view name) const;
  /// All values of that name joined by ", " (RFC 9110, 5.2); empty if there is none.
  std::string combined(std::string_view name) const;
  bool contains(std::string_view name) const { return first(name).has_value(); }
  /// Whether the comma-separated list of that name holds `token`, without case.
  bool has_token(std::string_view name, std::string_view token) const;
  void append(std::string_view name, std::string_view value);
  /// Replaces every line of that name by one.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);

  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }
  std::size_t size() const { return lines_.size(); }

 private:
  std::vector<FieldLine> lines_;
};

/// Content-Length. The framing was checked by whoever read the head: what is no number promises nothing.
std::optional<std::uint64_t> content_length(const FieldLines& fields);

struct RequestHead {
  std::string method;
  std::string target;  ///< origin form: path and query
  FieldLines fields;
};

struct ResponseHead {
  int status = 200;
  std::string reason;  ///< may be empty
  FieldLines fields;
};

}  // namespace caveat::filter
