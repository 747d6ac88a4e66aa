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

std::optional<NoticeStripper::Marked> NoticeStripper::marked(const TagToken& token) const {
  const std::optional<Attribute> mark = token.find(kMark);
  if (!mark) return std::nullopt;
  const AttributeValue value(mark->value);
  const auto insert = std::ranges::find(inserts_, value.view(), &InsertEdit::mark);
  if (insert != inserts_.end()) return Marked{static_cast<std::size_t>(insert - inserts_.begin())};
  const bool label =
      std::ranges::find(program_.labels(), value.view(), &LabelEdit::mark) != program_.labels().end();
  const bool reason =
      std::ranges::find(program_.disables(), value.view(), &DisableEdit::mark) != program_.disables().end();
  if (!label && !reason) return std::nullopt;
  return Marked{std::nullopt};
}

bool NoticeStripper::takes_concerned_start_tag(const TagToken& token, std::uint64_t offset,
                                               std::uint64_t read) {
  if (depth_ > 0) {
    if (!kNoticeContent.contains(token.name.tag) || !fits(token.raw)) {
      stop();
    } else if (!marked(token)) {
      if (token.name == root_) ++depth_;
      return true;
    }
  }
  const auto found = marked(token);
  if (!found || !kNoticeContent.contains(token.name.tag)) return false;
  is_kept_ = keeps_all_ || found->insert.has_value();
  if (is_kept_) {
    stripped_.push_back({.insert = found->insert,
                         .offset = offset,
                         .source = read - token.raw.size(),
                         .html = std::string(token.raw)});
  }
  root_ = token.name;
  depth_ = 1;
  bytes_ = std::min(token.raw.size(), kMaxNoticeBytes);
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
  const std::size_t taken = std::min(raw.size(), kMaxNoticeBytes - bytes_);
  take(raw.substr(0, taken));
  if (taken < raw.size()) stop();
  return taken;
}

bool NoticeStripper::fits(std::string_view raw) {
  if (bytes_ + raw.size() > kMaxNoticeBytes) return false;
  take(raw);
  return true;
}

void NoticeStripper::take(std::string_view raw) {
  bytes_ += raw.size();
  if (is_kept_) stripped_.back().html += raw;
}

}  // namespace caveat::html
