#include "html/tag_log.h"

#include <span>

namespace caveat::html {
namespace {

/// An attribute in source form, as a token would have it.
struct TraitSource {
  std::string_view text;
  AttributeSpan span;
};

constexpr TraitSource source_of(std::string_view text, std::uint32_t name_end, std::uint32_t value_begin) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return {.text = text,
          .span = {.name_begin = 0,
                   .name_end = name_end,
                   .value_begin = value_begin,
                   .value_end = size,
                   .end = size,
                   .key = name_key(text.substr(0, name_end))}};
}

constexpr std::array<TraitSource, 4> kSources = {source_of("", 0, 0), source_of("hidden", 6, 6),
                                                 source_of("type=hidden", 4, 5), source_of("open", 4, 4)};

const std::array<TagName, 256>& known_names() {
  static const std::array<TagName, 256> names = [] {
    std::array<TagName, 256> all{};
    for (std::size_t tag = 1; tag <= static_cast<std::size_t>(Tag::annotation_xml); ++tag) {
      all[tag] = TagName::of(tag_text(static_cast<Tag>(tag)));
    }
    return all;
  }();
  return names;
}

}  // namespace

void TagLog::add(TagName name, std::string_view as_written, bool is_end, bool self_closing, Trait trait) {
  const std::uint32_t index = name.tag == Tag::unknown ? index_of(name, as_written) : 0;
  add(name.tag, is_end);
  entries_[size_ - 1] |= (self_closing ? kSelfClosing : 0) |
                         static_cast<std::uint32_t>(trait) << kTraitShift | index << kNameShift;
}

std::uint32_t TagLog::index_of(TagName name, std::string_view as_written) {
  std::uint16_t& index = latest_[mixed_key(name.key) >> 58];
  if (index < names_.size() && names_[index].as_written == as_written) return index;
  index = static_cast<std::uint16_t>(names_.size());
  names_.push_back({.name = name, .as_written = std::string(as_written)});
  if (names_.size() == kMaxNames) capacity_ = 0;
  return index;
}

bool TagLog::take_back_start(Tag tag) {
  if (size_ == 0 || (entries_[size_ - 1] & (0xFF | kEnd)) != static_cast<std::uint32_t>(tag)) return false;
  --size_;
  if (!attached_.empty() && attached_.back().entry == size_) attached_.pop_back();
  return true;
}

void TagLog::attach(std::span<const std::uint32_t> bits) {
  attached_.push_back({.entry = size_ - 1, .bits = {bits.begin(), bits.end()}});
  if (attached_.size() == kMaxAttached) capacity_ = 0;
}

TagToken TagLog::token_of(std::uint32_t entry) const {
  const auto tag = static_cast<Tag>(entry & 0xFF);
  TagToken token;
  if (tag == Tag::unknown) {
    const Name& name = names_[entry >> kNameShift];
    token.name = name.name;
    token.name_as_written = name.as_written;
  } else {
    token.name = known_names()[static_cast<std::size_t>(tag)];
    token.name_as_written = tag_text(tag);
  }
  token.self_closing = (entry & kSelfClosing) != 0;
  const std::size_t trait = entry >> kTraitShift & 3;
  if (trait == 0) return token;
  const TraitSource& source = kSources[trait];
  token.attributes = {source.text.data(), std::span(&source.span, 1)};
  token.attribute_bits = AttributeName::bit_of(source.span.key);
  return token;
}

void TagLog::clear() {
  size_ = 0;
  capacity_ = kCapacity;
  names_.clear();
  attached_.clear();
}

}  // namespace caveat::html
