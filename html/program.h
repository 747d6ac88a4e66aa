// The edits of one Decision, compiled once and shared by all responses that it covers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html/selector.h"

namespace caveat::html {

class MentionSet;

enum class Position { start_of, end_of, before, after };

/// Where something may be put: "start of article".
struct Place {
  Position position = Position::start_of;
  SelectorList selector;
};

/// Puts `html` in once, at the best of `places` that the page has and a browser shows; the end of the body is
/// always the last resort. `html` is one element, in ASCII, whose start tag carries `data-caveat="<mark>"`;
/// an element of the page with that very mark is replaced by it.
struct InsertEdit {
  std::uint32_t owner = 0;  ///< index into Decision::reasons
  std::vector<Place> places;
  std::string mark;  ///< "pack/rule"
  std::string html;
};

/// Takes out every element that matches, with its content.
struct RemoveEdit {
  std::uint32_t owner = 0;
  SelectorList selector;
  /// An element whose own text is longer than this many bytes is no widget and stays, its inside still
  /// edited; 0: no such bound.
  std::size_t max_text_bytes = 0;
  /// One element in ASCII, whose start tag carries `data-caveat`, that is put where the element was, if text
  /// is seen there; only without a bound.
  std::string mark_html = {};
};

/// Changes attributes of every element that matches. Names are ASCII lower case.
struct AttributeEdit {
  std::uint32_t owner = 0;
  SelectorList selector;
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> remove;
};

/// Puts `html` behind mentions in the page's text. `html` is one element, in ASCII, whose start tag carries
/// `data-caveat="<mark>"` with a mark that no other edit has; elements with that mark are taken out of the
/// page first.
struct LabelEdit {
  std::uint32_t owner = 0;
  std::shared_ptr<const MentionSet> mentions;
  bool every = true;  ///< else the first of each mention that readers see
  std::string mark;
  std::string html;
};

/// Puts `html` in place of mentions in the page's text. `html` is one element, in ASCII, whose start tag
/// carries `data-caveat`.
struct WithholdEdit {
  std::uint32_t owner = 0;
  std::shared_ptr<const MentionSet> mentions;
  std::string html;
};

/// Makes every element that matches inert, with its content (inert_tag.h), and puts `html` before it, once in
/// each parent. `html` is one element of phrasing content, in ASCII, whose start tag carries `data-caveat`
/// with a mark that is `mark` for the edits of one rule and of no other; elements with that mark are taken
/// out of the page first. What is inert carries `data-caveat-disabled`, so that the rule finds it again.
struct DisableEdit {
  std::uint32_t owner = 0;
  SelectorList selector;
  std::size_t max_text_bytes = 0;  ///< as of RemoveEdit
  std::string mark;
  std::string html;
};

class CompiledSelectors;
class SkimPlan;

/// Immutable; safe to use from any thread.
class Program {
 public:
  const std::vector<InsertEdit>& inserts() const { return inserts_; }
  const std::vector<RemoveEdit>& removes() const { return removes_; }
  const std::vector<AttributeEdit>& attributes() const { return attributes_; }
  const std::vector<DisableEdit>& disables() const { return disables_; }
  const std::vector<LabelEdit>& labels() const { return labels_; }
  const std::vector<WithholdEdit>& withholds() const { return withholds_; }
  const CompiledSelectors& selectors() const { return *selectors_; }
  const SkimPlan& skim_plan() const { return *skim_plan_; }
  bool edits_text() const { return !labels_.empty() || !withholds_.empty(); }
  /// Whether elements are edited, wherever they are.
  bool edits_elements() const { return !removes_.empty() || !attributes_.empty() || !disables_.empty(); }
  /// Whether any part of the page, up to its end, may ask for an edit.
  bool edits_throughout() const { return edits_elements() || edits_text(); }
  bool empty() const { return inserts_.empty() && !edits_throughout(); }

 private:
  friend class ProgramBuilder;
  std::vector<InsertEdit> inserts_;
  std::vector<RemoveEdit> removes_;
  std::vector<AttributeEdit> attributes_;
  std::vector<DisableEdit> disables_;
  std::vector<LabelEdit> labels_;
  std::vector<WithholdEdit> withholds_;
  std::shared_ptr<const CompiledSelectors> selectors_;
  std::shared_ptr<const SkimPlan> skim_plan_;
};

/// Collects edits in the order of packs and rules; inserts at one place stand in that order.
class ProgramBuilder {
 public:
  void insert(InsertEdit edit) { program_.inserts_.push_back(std::move(edit)); }
  void remove(RemoveEdit edit) { program_.removes_.push_back(std::move(edit)); }
  void attributes(AttributeEdit edit) { program_.attributes_.push_back(std::move(edit)); }
  void disable(DisableEdit edit) { program_.disables_.push_back(std::move(edit)); }
  void label(LabelEdit edit) { program_.labels_.push_back(std::move(edit)); }
  void withhold(WithholdEdit edit) { program_.withholds_.push_back(std::move(edit)); }
  bool empty() const { return program_.empty(); }
  /// The edits of `program` but for what it inserts.
  static ProgramBuilder without_inserts(const Program& program);
  /// Leaves the builder empty.
  std::shared_ptr<const Program> build();

 private:
  Program program_;
};

}  // namespace caveat::html
