// Takes out the notices, labels and reasons that a page already carries, so that putting them in anew changes
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/program.h"
#include "html/token.h"

namespace caveat::html {

/// A notice that was found in the page and taken out.
struct StrippedNotice {
  std::optional<std::size_t> insert;  ///< unset: a label or a reason
  std::uint64_t offset = 0;           ///< of the output, where it stood
  std::uint64_t source = 0;           ///< of the page
  std::string html;
};

/// Sees each token before anything else does, because a notice of ours must not move what is open around it.
/// A notice ends with the end tag of its first element; one that holds what no notice holds ends there.
class NoticeStripper {
 public:
  /// `inserts`: those of `program` whose notices are looked for.
  /// `keeps_all`: also remembers labels and reasons.
  NoticeStripper(const std::vector<InsertEdit>& inserts, const Program& program, bool keeps_all)
      : inserts_(inserts), program_(program), keeps_all_(keeps_all) {}

  /// Whether a notice is being taken out.
  bool inside() const { return depth_ > 0; }
  /// Whether the token belongs to a notice, and is taken out. `offset`: where output stands; `read`: how much
  /// of the page was read, the token included.
  bool takes_start_tag(const TagToken& token, std::uint64_t offset, std::uint64_t read) {
    const bool concerned = inside() || (token.attribute_bits & kMark.bit()) != 0;
    return concerned && takes_concerned_start_tag(token, offset, read);
  }
  bool takes_end_tag(const TagToken& token);
  /// How many bytes at the beginning of a piece of text belong to a notice.
  std::size_t take_text(std::string_view raw);
  /// Any other token ends a notice.
  void other_token() { stop(); }

  const std::vector<StrippedNotice>& stripped() const { return stripped_; }

 private:
  /// What an element with a mark of ours is.
  struct Marked {
    std::optional<std::size_t> insert;  ///< else a label, or a reason
  };
  std::optional<Marked> marked(const TagToken& token) const;

  static constexpr AttributeName kMark = AttributeName("data-caveat");

  bool takes_concerned_start_tag(const TagToken& token, std::uint64_t offset, std::uint64_t read);
  bool fits(std::string_view raw);
  void take(std::string_view raw);
  void stop() { depth_ = 0; }

  const std::vector<InsertEdit>& inserts_;
  const Program& program_;
  bool keeps_all_;
  std::vector<StrippedNotice> stripped_;
  TagName root_;
  std::size_t bytes_ = 0;  ///< of the notice or label so far
  bool is_kept_ = false;
  std::size_t depth_ = 0;  ///< open elements of the root's name; 0: not inside a notice
};

}  // namespace caveat::html
