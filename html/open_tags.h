// The source of start tags that may have to be written again, or ended by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/open_elements.h"
#include "html/token.h"

namespace caveat::html {

/// Beside the stack of open elements: most need no entry, because their Tag says their name.
class OpenTags {
 public:
  struct Source {
    std::size_t element;
    std::string name;
    std::string start_tag;     ///< empty outside of removals
    std::uint64_t offset = 0;  ///< of its start tag, in bytes of the page
  };

  explicit OpenTags(const OpenElements& elements) : elements_(elements) {}

  /// `token`, at `offset` of the page, has opened the innermost element. `in_removal`: its source may be
  /// asked for.
  void opened(const TagToken& token, std::uint64_t offset, bool in_removal);
  /// The element at `index` is about to go from the stack.
  void closing(std::size_t index);

  /// "</name>", the name as it was written if the element's Tag does not say it.
  std::string end_tag_of(std::size_t index) const;
  /// Of what was opened in removals and stands inside the element at `index`.
  std::vector<Source> inside(std::size_t index) const;

  const std::vector<Source>& all() const { return sources_; }
  /// Those of `sources` whose elements stand at less than `size`, and no others.
  void assign(const std::vector<Source>& sources, std::size_t size);

 private:
  const OpenElements& elements_;
  std::vector<Source> sources_;  ///< outermost first
};

}  // namespace caveat::html
