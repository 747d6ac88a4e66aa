#include "html/tag_log.h"

#include <span>

#include "html/tag_table.h"

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

struct KnownTag {
  TagName name;
  std::string_view text;
};

constexpr std::array<KnownTag, 256> kKnownTags = [] {
  std::array<KnownTag, 256> all{};
  for (std::size_t tag = 1; tag < std::size(tag_table::kTexts); ++tag) {
    const std::string_view text = tag_table::kTexts[tag];
    all[tag] = {.name = {.tag = static_cast<Tag>(tag), .key = name_key(text)}, .text = text};
  }
  return all;
}();

}  // namespace

void TagLog::add(TagName name, std::string_view as_written, bool is_end, bool self_closing, Trait trait) {
  const std::uint32_t number = name.tag == Tag::unknown ? kFirstName + index_of(name, as_written)
                                                        : static_cast<std::uint32_t>(name.tag);
  const std::uint32_t entry = entry_of(number, is_end) | (self_closing ? kSelfClosing : 0) |
                              static_cast<std::uint32_t>(trait) << kTraitShift;
  entries_[size_++] = static_cast<std::uint16_t>(entry);
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
  if (size_ == 0 || (entries_[size_ - 1] & (kNameMask | kEnd)) != static_cast<std::uint32_t>(tag))
    return false;
  --size_;
  if (!attached_.empty() && attached_.back().entry == size_) attached_.pop_back();
  return true;
}

void TagLog::attach(std::span<const std::uint32_t> bits) {
  attached_.push_back({.entry = size_ - 1, .bits = {bits.begin(), bits.end()}});
  if (attached_.size() == kMaxAttached) capacity_ = 0;
}

/// `token` is a former one, or new.
void TagLog::restore(std::uint32_t entry, TagToken& token) const {
  const std::uint32_t number = entry & kNameMask;
  if (number >= kFirstName) {
    const Name& name = names_[number - kFirstName];
    token.name = name.name;
    token.name_as_written = name.as_written;
  } else {
    const KnownTag& known = kKnownTags[number];
    token.name = known.name;
    token.name_as_written = known.text;
  }
  token.self_closing = (entry & kSelfClosing) != 0;
  const std::size_t trait = entry >> kTraitShift;
  if (trait == 0) {
    token.attributes = {};
    token.attribute_bits = 0;
    return;
  }
  const TraitSource& source = kSources[trait];
  token.attributes = {source.text.data(), std::span(&source.span, 1)};
  token.attribute_bits = AttributeName::bit_of(source.span.key);
}

void TagLog::clear() {
  size_ = 0;
  capacity_ = kCapacity;
  names_.clear();
  attached_.clear();
}

}  // namespace caveat::html
