#include "html/open_tags.h"

#include <algorithm>

namespace caveat::html {
namespace {

/// A longer one loses its attributes when it is written again.
constexpr std::size_t kMaxStartTag = 1024;

std::string start_tag_of(const TagToken& token) {
  if (token.raw.size() <= kMaxStartTag) return std::string(token.raw);
  return "<" + std::string(token.name_as_written) + ">";
}

}  // namespace

void OpenTags::opened(const TagToken& token, std::uint64_t offset, bool in_removal) {
  if (!in_removal && token.name.tag != Tag::unknown) return;
  sources_.push_back({.element = elements_.size() - 1,
                      .name = std::string(token.name_as_written),
                      .start_tag = in_removal ? start_tag_of(token) : std::string(),
                      .offset = offset});
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

std::vector<OpenTags::Source> OpenTags::inside(std::size_t index) const {
  std::vector<Source> sources;
  for (const Source& source : sources_) {
    if (source.element > index && !source.start_tag.empty()) sources.push_back(source);
  }
  return sources;
}

void OpenTags::assign(const std::vector<Source>& sources, std::size_t size) {
  sources_.clear();
  for (const Source& source : sources) {
    if (source.element < size) sources_.push_back(source);
  }
}

}  // namespace caveat::html
