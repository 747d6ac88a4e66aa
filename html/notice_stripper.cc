#include "html/notice_stripper.h"

#include <algorithm>

#include "html/attribute_value.h"
#include "html/tag_classes.h"

namespace caveat::html {
namespace {

/// What notices are made of (rules/notice_html.h); anything else inside means that one was left unclosed.
constexpr TagSet kNoticeContent = {Tag::div, Tag::p,    Tag::a,  Tag::strong, Tag::b,     Tag::em, Tag::i,
                                   Tag::br,  Tag::span, Tag::ul, Tag::li,     Tag::small, Tag::sup};

/// No notice is longer.
constexpr std::size_t kMaxNoticeBytes = std::size_t{64} * 1024;

}  // namespace

std::optional<std::size_t> NoticeStripper::insert_with_mark(const TagToken& token) const {
  const std::optional<Attribute> mark = token.find(kMark);
  if (!mark) return std::nullopt;
  const AttributeValue value(mark->value);
  const auto found = std::ranges::find(inserts_, value.view(), &InsertEdit::mark);
  if (found == inserts_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - inserts_.begin());
}

bool NoticeStripper::takes_concerned_start_tag(const TagToken& token, std::uint64_t offset) {
  if (depth_ > 0) {
    if (!kNoticeContent.contains(token.name.tag) || !fits(token.raw)) {
      stop();
    } else if (!insert_with_mark(token)) {
      if (token.name == root_) ++depth_;
      return true;
    }
  }
  const auto insert = insert_with_mark(token);
  if (!insert || !kNoticeContent.contains(token.name.tag)) return false;
  stripped_.push_back({.insert = *insert, .offset = offset, .html = std::string(token.raw)});
  root_ = token.name;
  depth_ = 1;
  return true;
}

bool NoticeStripper::takes_end_tag(const TagToken& token) {
  if (depth_ == 0) return false;
  if (!kNoticeContent.contains(token.name.tag) || !fits(token.raw)) {
    stop();
    return false;
  }
  if (token.name == root_) --depth_;
  return true;
}

std::size_t NoticeStripper::take_text(std::string_view raw) {
  if (depth_ == 0) return 0;
  std::string& html = stripped_.back().html;
  const std::size_t taken = std::min(raw.size(), kMaxNoticeBytes - html.size());
  html += raw.substr(0, taken);
  if (taken < raw.size()) stop();
  return taken;
}

bool NoticeStripper::fits(std::string_view raw) {
  std::string& html = stripped_.back().html;
  if (html.size() + raw.size() > kMaxNoticeBytes) return false;
  html += raw;
  return true;
}

}  // namespace caveat::html
