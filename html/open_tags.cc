#include "html/open_tags.h"

#include <algorithm>

namespace caveat::html {

void OpenTags::opened(const TagToken& token, bool in_removal) {
  if (!in_removal && token.name.tag != Tag::unknown) return;
  sources_.push_back({.element = elements_.size() - 1,
                      .name = std::string(token.name_as_written),
                      .start_tag = in_removal ? std::string(token.raw) : std::string()});
}

void OpenTags::closing(std::size_t index) {
  for (std::size_t i = sources_.size(); i-- > 0 && sources_[i].element >= index;) {
    if (sources_[i].element == index) {
      sources_.erase(sources_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      --sources_[i].element;
    }
  }
}

std::string OpenTags::end_tag_of(std::size_t index) const {
  const auto source = std::ranges::find(sources_, index, &Source::element);
  return "</" + (source != sources_.end() ? source->name : std::string(tag_text(elements_[index].name.tag))) +
         ">";
}

std::string OpenTags::start_tags_inside(std::size_t index) const {
  std::string tags;
  for (const Source& source : sources_) {
    if (source.element > index) tags += source.start_tag;
  }
  return tags;
}

}  // namespace caveat::html
