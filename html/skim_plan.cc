#include "html/skim_plan.h"

#include "html/program.h"

namespace caveat::html {
namespace {

constexpr TagSet kHeadRawText = {Tag::title, Tag::style, Tag::script};
constexpr TagSet kBodyRawText = {Tag::title,   Tag::style,    Tag::script, Tag::textarea,
                                 Tag::noembed, Tag::noframes, Tag::iframe};
/// They open and close nothing, wherever in the body they stand.
constexpr TagSet kWithoutContent = kHeadVoid.with(
    {Tag::area, Tag::br, Tag::embed, Tag::img, Tag::keygen, Tag::wbr, Tag::param, Tag::source, Tag::track});
/// What leads out of the body region, changes what text does there, or has content with rules of its own.
constexpr TagSet kStopsInBody = {Tag::html,  Tag::head,      Tag::body, Tag::frameset,
                                 Tag::frame, Tag::template_, Tag::math, Tag::plaintext,
                                 Tag::col,   Tag::colgroup,  Tag::xmp,  Tag::image};
constexpr TagSet kEndsStopInHead = {Tag::head, Tag::body, Tag::html, Tag::br, Tag::template_};
constexpr TagSet kEndsStopInBody = {Tag::head, Tag::template_, Tag::frameset};
/// Besides what breaks out of it; end tags other than of what is open there are not taken in any case.
constexpr TagSet kStopsInSvg = {Tag::svg, Tag::math, Tag::font, Tag::foreignobject, Tag::annotation_xml};
/// Opened without a tag of their own.
constexpr TagSet kImplied = {Tag::tbody, Tag::tr, Tag::colgroup};
/// What they do depends on their attributes.
constexpr TagSet kAsked = {Tag::details, Tag::dialog};

struct CoursesOfRegion {
  std::array<SkimCourse, 256>& courses;

  void set_all(SkimCourse course) const { courses.fill(course); }
  void set(const TagSet& tags, SkimCourse course) const {
    for (std::size_t tag = 0; tag < courses.size(); ++tag) {
      if (tags.contains(static_cast<Tag>(tag))) courses[tag] = course;
    }
  }
};

}  // namespace

SkimPlan::SkimPlan(const Program& program) : selectors_(&program.selectors()) {
  const CompiledSelectors& selectors = *selectors_;
  always_asks_for_sight_ = !program.disables().empty();
  for (const RemoveEdit& edit : program.removes()) {
    always_asks_for_sight_ = always_asks_for_sight_ || !edit.mark_html.empty();
  }
  set_courses(program);
  set_looks(selectors);
  add_gate("data-caveat", false).any_value = true;
  for (const char* const name : {"hidden", "popover", "inert", "aria-hidden", "style"}) {
    add_gate(name, true).hides = true;
  }
  for (const AttributeSteps& steps : selectors.attributes()) {
    AttributeGate& gate = add_gate(steps.name, false);
    gate.steps = &steps;
    gate.any_value = gate.any_value || !steps.any_value.empty();
    gate.empty_value = steps.matches_empty_value();
    asks_for_bare_attributes_ = asks_for_bare_attributes_ || gate.empty_value;
  }
}

/// Elements that no tag of the page opens match by their name, too: tree construction alone sees them.
void SkimPlan::set_looks(const CompiledSelectors& selectors) {
  looked_at_ = courses_;
  possible_ = selectors.universal().empty() && !selectors.counts_children();
  for (std::size_t index = 0; index < 256; ++index) {
    const auto tag = static_cast<Tag>(index);
    const bool asked = tag != Tag::unknown && selectors.with_tag({.tag = tag, .key = 1}) != nullptr;
    if (asked && kImplied.contains(tag)) possible_ = false;
    if (!asked && !kAsked.contains(tag)) continue;
    for (Courses& courses : courses_) {
      if (courses[0][index] != SkimCourse::stop) courses[0][index] = SkimCourse::look;
    }
  }
}

void SkimPlan::set_courses(const Program& program) {
  const auto starts = [this](SkimRegion region) { return CoursesOfRegion{courses_[index(region)][0]}; };
  const auto ends = [this](SkimRegion region) { return CoursesOfRegion{courses_[index(region)][1]}; };
  const SkimCourse noscript = program.edits_elements() ? SkimCourse::noscript : SkimCourse::raw_text;

  const CoursesOfRegion head_starts = starts(SkimRegion::head);
  head_starts.set_all(SkimCourse::stop);
  head_starts.set(kHeadVoid, SkimCourse::pass);
  head_starts.set(kHeadRawText, SkimCourse::raw_text);
  head_starts.set({Tag::noscript}, noscript);
  const CoursesOfRegion head_ends = ends(SkimRegion::head);
  head_ends.set(kEndsStopInHead, SkimCourse::stop);

  const CoursesOfRegion body_starts = starts(SkimRegion::body);
  body_starts.set(kWithoutContent, SkimCourse::pass);
  body_starts.set(kBodyRawText, SkimCourse::raw_text);
  body_starts.set({Tag::noscript}, noscript);
  body_starts.set({Tag::svg}, SkimCourse::svg);
  body_starts.set({Tag::input}, SkimCourse::input);
  body_starts.set(kStopsInBody, SkimCourse::stop);
  const CoursesOfRegion body_ends = ends(SkimRegion::body);
  body_ends.set(kEndsStopInBody, SkimCourse::stop);
  body_ends.set({Tag::body, Tag::html}, SkimCourse::body_end);

  starts(SkimRegion::svg).set_all(SkimCourse::note_in_svg);
  ends(SkimRegion::svg).set_all(SkimCourse::note_in_svg);
  starts(SkimRegion::svg).set(kBreaksOutOfForeign, SkimCourse::stop);
  starts(SkimRegion::svg).set(kStopsInSvg, SkimCourse::stop);
  ends(SkimRegion::svg).set({Tag::svg}, SkimCourse::svg);
}

AttributeGate& SkimPlan::add_gate(std::string_view name, bool only_for_sight) {
  const std::uint64_t key = name_key(name);
  if (gates_.find(key) == nullptr) enter_ending(name, gates_.values().size() + 1);
  const auto last = static_cast<unsigned char>(name.back());
  const auto group = static_cast<std::uint8_t>(1U << (gates_.values().size() % 8));
  for (std::size_t sight = only_for_sight ? 1 : 0; sight < name_endings_.size(); ++sight) {
    NameEndings& endings = name_endings_[sight];
    endings.last[last & 15U] |= group;
    for (unsigned second = 0; second < 16; ++second) {
      if (name.size() == 1 || second == (static_cast<unsigned char>(name[name.size() - 2]) & 15U)) {
        endings.second[second] |= group;
      }
    }
  }
  AttributeGate& gate = gates_[key];
  gate.key = key;
  gate.name_size = name.size();
  return gate;
}

void SkimPlan::enter_ending(std::string_view name, std::size_t number) {
  for (unsigned before = 0; before < 32; ++before) {
    if (name.size() > 1 && before != (static_cast<unsigned char>(name[name.size() - 2]) & 31U)) continue;
    GateNumber& entered = by_ending_[ending_index(static_cast<char>(before), name.back())];
    const bool alone = entered == GateNumber::none && number < static_cast<std::size_t>(GateNumber::several);
    entered = alone ? static_cast<GateNumber>(number) : GateNumber::several;
  }
}

}  // namespace caveat::html
