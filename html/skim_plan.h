// Which tags and attributes of a page a Program may have to do with.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/compiled_selectors.h"
#include "html/keyed_table.h"
#include "html/skim_region.h"
#include "html/tag_classes.h"
#include "html/token.h"

namespace caveat::html {

class Program;

/// What a tag means for who skims.
enum class SkimCourse : std::uint8_t {
  note,         ///< it changes what is open, which the TagLog keeps
  pass,         ///< an element without content, which leaves nothing behind
  note_in_svg,  ///< as `note`, if it opens or closes nothing but what is in an svg element
  raw_text,     ///< its content is no markup
  noscript,     ///< the same, but a rule may ask for what is inside
  svg,          ///< begins, or ends, that region
  input,        ///< as `note`, if it is not of the hidden type
  body_end,     ///< of the body, or of the page: a note once all notices have their places
  look,         ///< what it means depends on its attributes, or its name is asked for
  stop          ///< tree construction has to see it
};

/// An attribute that a Program may have to do with.
struct AttributeGate {
  std::uint64_t key = 0;  ///< of its name
  std::size_t name_size = 0;
  const AttributeSteps* steps = nullptr;  ///< tells by its value
  bool any_value = false;                 ///< whatever its value is
  bool empty_value = false;               ///< an empty one, or none
  bool hides = false;                     ///< it, or its value, may hide the element
};

/// Which names of attributes may have a gate, told for many bytes at once: by the lower four bits of the last
/// two bytes, for each of which a table has a bit for a group of gates. Both have one in common if one may.
struct NameEndings {
  alignas(16) std::array<std::uint8_t, 16> last = {};
  /// Of the byte before it: all, for a name of one byte.
  alignas(16) std::array<std::uint8_t, 16> second = {};
};

/// Immutable, made with its Program. Both that a tag or an attribute is of no concern is certain; that it is
/// one has to be looked at.
class SkimPlan {
 public:
  SkimPlan() = default;
  explicit SkimPlan(const Program& program);

  /// Whether there is anything that can be skimmed: not if every element may match, or has to be counted.
  bool possible() const { return possible_; }
  /// Whether it has to be known of every element whether it is shown, also once all notices are placed.
  bool always_asks_for_sight() const { return always_asks_for_sight_; }

  /// Of start tags, [0], and of end tags, [1], by Tag. They do not tell whether an unknown tag is asked for.
  using Courses = std::array<std::array<SkimCourse, 256>, 2>;

  const Courses* courses(SkimRegion region) const { return &courses_[index(region)]; }
  SkimCourse start(SkimRegion region, Tag tag, std::uint64_t name_key) const {
    if (tag == Tag::unknown && asks_for_unknown_tag(name_key)) return SkimCourse::look;
    return courses_[index(region)][0][static_cast<std::size_t>(tag)];
  }
  SkimCourse end(SkimRegion region, Tag tag) const {
    return courses_[index(region)][1][static_cast<std::size_t>(tag)];
  }
  /// What a start tag means whose course was `look`, once it was looked at.
  SkimCourse looked_at(SkimRegion region, Tag tag) const {
    return looked_at_[index(region)][0][static_cast<std::size_t>(tag)];
  }

  /// Which of the gates there may be for a name, by its last two bytes; `before` is whatever stands there if
  /// the name has one byte.
  enum class GateNumber : std::uint8_t { none = 0, several = 255 };  ///< else the number of a gate, from 1 on
  GateNumber gates_of_ending(char before, char last) const { return by_ending_[ending_index(before, last)]; }
  const AttributeGate& gate(GateNumber number) const {
    return gates_.values()[static_cast<std::size_t>(number) - 1];
  }
  /// Which names may have any, if sight is asked for or not.
  const NameEndings& name_endings(bool sight) const { return name_endings_[sight ? 1 : 0]; }
  const AttributeGate* gate(std::uint64_t name_key) const { return gates_.find(name_key); }
  /// Whether an attribute without a value may be of concern.
  bool asks_for_bare_attributes(bool sight) const { return sight || asks_for_bare_attributes_; }

 private:
  static constexpr std::size_t kRegions = 3;
  static std::size_t index(SkimRegion region) { return static_cast<std::size_t>(region); }
  static constexpr std::size_t ending_index(char before, char last) {
    return (static_cast<unsigned char>(before) & 31U) << 5 | (static_cast<unsigned char>(last) & 31U);
  }
  bool asks_for_unknown_tag(std::uint64_t name_key) const {
    return selectors_ != nullptr && selectors_->has_unknown_tags() &&
           selectors_->with_tag({.tag = Tag::unknown, .key = name_key}) != nullptr;
  }
  void set_courses(const Program& program);
  void set_looks(const CompiledSelectors& selectors);
  AttributeGate& add_gate(std::string_view name, bool only_for_sight);
  void enter_ending(std::string_view name, std::size_t number);

  std::array<Courses, kRegions> courses_ = {};
  std::array<Courses, kRegions> looked_at_ = {};
  const CompiledSelectors* selectors_ = nullptr;  ///< of the Program
  bool possible_ = false;
  bool always_asks_for_sight_ = false;
  bool asks_for_bare_attributes_ = false;
  std::array<NameEndings, 2> name_endings_ = {};  ///< [1]: if sight is asked for
  std::array<GateNumber, 1024> by_ending_ = {};
  KeyedTable<AttributeGate> gates_;
};

}  // namespace caveat::html
