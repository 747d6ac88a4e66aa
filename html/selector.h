// CSS selectors that can be decided at a start tag (Selectors Level 4).
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/tag.h"

namespace caveat::html {

/// Why a selector is refused. `offset` and `length` count bytes of the text that was parsed.
struct SelectorError {
  std::size_t offset = 0;
  std::size_t length = 1;
  std::string message;  ///< names the construct: "`:last-child` cannot be known before the rest of the page"
};

enum class AttributeOperator { exists, equals, word, dash, prefix, suffix, substring };

struct AttributeCondition {
  std::string name;            ///< ASCII lower case
  std::uint64_t name_key = 0;  ///< of it (name_key.h)
  AttributeOperator op = AttributeOperator::exists;
  std::string value;
  bool ignore_case = false;  ///< by the flag `i`, or because HTML has it so for this attribute
};

/// `an+b` of :nth-child and :nth-of-type.
struct NthCondition {
  int step = 0;
  int offset = 0;
  bool of_type = false;
};

struct Compound;

/// :is(), :where() and, negated, :not(), over compounds.
struct AlternativesCondition {
  std::shared_ptr<const std::vector<Compound>> alternatives;  ///< not null; selectors may share them
  bool negated = false;
};

/// What one element must satisfy by itself.
struct Compound {
  std::string tag;   ///< ASCII lower case; empty: any
  TagName tag_name;  ///< of it; key 0: any
  std::string id;
  std::vector<std::string> classes;
  std::vector<AttributeCondition> attributes;
  std::vector<NthCondition> nths;
  std::vector<AlternativesCondition> alternatives;
  bool is_root = false;  ///< :root
};

enum class Combinator { descendant, child };

/// Compounds from the outermost to the subject; `combinators[i]` stands between `compounds[i]` and the next.
struct ComplexSelector {
  std::vector<Compound> compounds;
  std::vector<Combinator> combinators;
};

/// A parsed, immutable list of selectors; cheap to copy.
class SelectorList {
 public:
  static boost::system::result<SelectorList, SelectorError> parse(std::string_view text);
  /// As if `:not(excluded)` stood behind each selector of `text`, but parsed and held once. `excluded`:
  /// single compounds, as they stand in :not().
  static boost::system::result<SelectorList, SelectorError> parse_excluding(std::string_view text,
                                                                            const SelectorList& excluded);

  const std::vector<ComplexSelector>& selectors() const { return *selectors_; }
  /// As it was parsed.
  const std::string& text() const { return *text_; }

 private:
  SelectorList() = default;
  /// `excluded` may be null.
  static boost::system::result<SelectorList, SelectorError> parse_with(
      std::string_view text, const std::shared_ptr<const std::vector<Compound>>& excluded);
  std::shared_ptr<const std::vector<ComplexSelector>> selectors_;
  std::shared_ptr<const std::string> text_;
};

}  // namespace caveat::html
