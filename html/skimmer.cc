#include "html/skimmer.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"
#include "html/attribute_value.h"
#include "html/concealment.h"
#include "html/selector_matcher.h"

namespace caveat::html {
namespace {

TextMode raw_text_mode(Tag tag) {
  if (tag == Tag::script) return TextMode::script_data;
  return tag == Tag::title || tag == Tag::textarea ? TextMode::rcdata : TextMode::rawtext;
}

bool is_raw_text(SkimCourse course) {
  return course == SkimCourse::raw_text || course == SkimCourse::noscript;
}

/// No mark of ours is empty.
bool bears_mark(const TagToken& token) {
  const auto mark = token.find("data-caveat");
  return mark && !mark->value.empty();
}

}  // namespace

void Skimmer::begin(SkimRegion region, bool quirks_mode) {
  active_ = true;
  log_.make_room();
  region_ = region;
  quirks_mode_ = quirks_mode;
}

Skimmed Skimmer::skim(std::string_view bytes, bool placed) {
  Skimmed skimmed;
  SkimTask task{.bytes = {},
                .plan = plan_,
                .log = log_,
                .svg = svg_,
                .region = region_,
                .placed = placed,
                .sight = asks_for_sight(placed)};
  while (true) {
    const SkimHalt halt = run_loop(task, bytes.substr(skimmed.bytes));
    skimmed.bytes += halt.bytes;
    region_ = task.region;
    if (halt.cause == SkimHalt::Cause::raw_text) {
      skimmed.mode = raw_text_mode(halt.element);
      skimmed.element = halt.element;
      return skimmed;
    }
    if (halt.cause == SkimHalt::Cause::stop) return skimmed;

    lexer_.start(1, false);
    const std::string_view rest = bytes.substr(skimmed.bytes);
    if (!lexer_.advance(rest)) return skimmed;
    const TagToken token = lexer_.token(rest);
    const std::optional<TextMode> mode = take_start(token, placed);
    if (!mode) return skimmed;
    skimmed.bytes += token.raw.size();
    task.region = region_;
    if (*mode == TextMode::data) continue;
    skimmed.mode = *mode;
    skimmed.element = token.name.tag;
    return skimmed;
  }
}

/// The loop reads whole windows: the last bytes are copied to where it can read on behind them.
SkimHalt Skimmer::run_loop(SkimTask& task, std::string_view bytes) const {
  task.bytes = bytes;
  task.readable_behind = 0;
  SkimHalt halt = loop_(task);
  const std::string_view rest = bytes.substr(halt.bytes);
  if (halt.cause != SkimHalt::Cause::stop || rest.empty() || rest.size() > kSkimWindow) return halt;
  std::array<char, 2 * kSkimWindow> padded = {};
  std::ranges::copy(rest, padded.begin());
  task.bytes = {padded.data(), rest.size()};
  task.readable_behind = padded.size() - rest.size();
  const std::size_t before = halt.bytes;
  halt = loop_(task);
  halt.bytes += before;
  return halt;
}

std::optional<TextMode> Skimmer::take_start(const TagToken& token, bool placed) {
  const Tag tag = token.name.tag;
  const SkimCourse course = plan_.looked_at(region_, tag);
  if (course == SkimCourse::stop || log_.full() || bears_mark(token)) return std::nullopt;
  const std::uint32_t targets_end = placed ? first_place_ : SelectorStep::kNone;
  const SelectorMatcher::Concern concern =
      SelectorMatcher::concern(selectors_, token, quirks_mode_, targets_end);
  if (concern.may_match) return std::nullopt;
  if (course == SkimCourse::pass) return TextMode::data;
  if (course == SkimCourse::note_in_svg) {
    if (!svg_.takes_start_tags()) return std::nullopt;
    if (!token.self_closing && !svg_.open(tag, token.name.key)) return std::nullopt;
  }
  log_.add(token.name, token.name_as_written, false, token.self_closing, trait_of(token, placed));
  if (!concern.bits.empty()) log_.attach(concern.bits);
  if (is_raw_text(course)) return raw_text_mode(tag);
  if (course == SkimCourse::svg && !token.self_closing) {
    region_ = SkimRegion::svg;
    svg_.clear();
  }
  return TextMode::data;
}

TagLog::Trait Skimmer::trait_of(const TagToken& token, bool placed) const {
  if (region_ == SkimRegion::svg) return TagLog::Trait::none;
  const Tag tag = token.name.tag;
  if (tag == Tag::input) {
    const auto type = token.find("type");
    const bool hidden = type && equal_ignoring_ascii_case(type->value, "hidden");
    return hidden ? TagLog::Trait::input_type_hidden : TagLog::Trait::none;
  }
  if (!asks_for_sight(placed)) return TagLog::Trait::none;
  if (conceals_content(token.name, Namespace::html, &token)) return TagLog::Trait::hidden;
  return tag == Tag::details || tag == Tag::dialog ? TagLog::Trait::open : TagLog::Trait::none;
}

bool Skimmer::take_end(const TagToken& token, bool placed) {
  // Of what has no markup in it nothing is left, just as where the loop takes it whole.
  const bool ends_raw_text = is_raw_text(plan_.looked_at(region_, token.name.tag));
  if (ends_raw_text && !asks_for_sight(placed) && log_.take_back_start(token.name.tag)) return true;
  if (log_.full()) return false;
  const SkimCourse course = plan_.end(region_, token.name.tag);
  switch (course) {
    case SkimCourse::pass:
      return true;
    case SkimCourse::body_end:
      if (!placed) return false;
      break;
    case SkimCourse::svg:
      region_ = SkimRegion::body;
      break;
    case SkimCourse::note_in_svg:
      if (!svg_.close(token.name.key)) return false;
      break;
    case SkimCourse::note:
      break;
    default:
      return false;
  }
  log_.add(token.name, token.name_as_written, true, false, TagLog::Trait::none);
  return true;
}

}  // namespace caveat::html
