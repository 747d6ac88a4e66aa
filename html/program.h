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
};

/// Changes attributes of every element that matches. Names are ASCII lower case.
struct AttributeEdit {
  std::uint32_t owner = 0;
  SelectorList selector;
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> remove;
};

class CompiledSelectors;

/// Immutable; safe to use from any thread.
class Program {
 public:
  const std::vector<InsertEdit>& inserts() const { return inserts_; }
  const std::vector<RemoveEdit>& removes() const { return removes_; }
  const std::vector<AttributeEdit>& attributes() const { return attributes_; }
  const CompiledSelectors& selectors() const { return *selectors_; }
  bool empty() const { return inserts_.empty() && removes_.empty() && attributes_.empty(); }

 private:
  friend class ProgramBuilder;
  std::vector<InsertEdit> inserts_;
  std::vector<RemoveEdit> removes_;
  std::vector<AttributeEdit> attributes_;
  std::shared_ptr<const CompiledSelectors> selectors_;
};

/// Collects edits in the order of packs and rules; inserts at one place stand in that order.
class ProgramBuilder {
 public:
  void insert(InsertEdit edit) { program_.inserts_.push_back(std::move(edit)); }
  void remove(RemoveEdit edit) { program_.removes_.push_back(std::move(edit)); }
  void attributes(AttributeEdit edit) { program_.attributes_.push_back(std::move(edit)); }
  bool empty() const { return program_.empty(); }
  /// Leaves the builder empty.
  std::shared_ptr<const Program> build();

 private:
  Program program_;
};

}  // namespace caveat::html
