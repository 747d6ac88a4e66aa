#include "html/selector.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "html/selector_scanner.h"

namespace caveat::html {
namespace {

/// Pseudo-classes that exist but are not for rules, with what an author is told.
struct RefusedPseudoClass {
  std::string_view name;
  std::string_view reason;
};

constexpr std::string_view kLater =
    "depends on what comes later in the page, and cannot be decided while the page streams";
constexpr std::string_view kBrowser =
    "depends on what the reader does in the browser, and cannot be decided while the page streams";
constexpr std::string_view kPseudoElement = "is a pseudo-element, and no element of the page";

constexpr std::array kRefused = {
    RefusedPseudoClass{"has", kLater},
    RefusedPseudoClass{"last-child", kLater},
    RefusedPseudoClass{"last-of-type", kLater},
    RefusedPseudoClass{"only-child", kLater},
    RefusedPseudoClass{"only-of-type", kLater},
    RefusedPseudoClass{"nth-last-child", kLater},
    RefusedPseudoClass{"nth-last-of-type", kLater},
    RefusedPseudoClass{"empty", kLater},
    RefusedPseudoClass{"hover", kBrowser},
    RefusedPseudoClass{"focus", kBrowser},
    RefusedPseudoClass{"focus-within", kBrowser},
    RefusedPseudoClass{"focus-visible", kBrowser},
    RefusedPseudoClass{"active", kBrowser},
    RefusedPseudoClass{"visited", kBrowser},
    RefusedPseudoClass{"target", kBrowser},
    RefusedPseudoClass{"checked", kBrowser},
    RefusedPseudoClass{"link", "is not known here; write `a[href]`"},
    RefusedPseudoClass{"any-link", "is not known here; write `a[href]`"},
    RefusedPseudoClass{"lang", "is not known here; write `[lang|=en]`"},
    RefusedPseudoClass{"enabled", "is not known here; write `:not([disabled])`"},
    RefusedPseudoClass{"disabled", "is not known here; write `[disabled]`"},
    RefusedPseudoClass{"before", kPseudoElement},
    RefusedPseudoClass{"after", kPseudoElement},
    RefusedPseudoClass{"first-letter", kPseudoElement},
    RefusedPseudoClass{"first-line", kPseudoElement},
};

/// Attributes of HTML elements whose values selectors compare without regard to case, unless the flag `s`
/// says otherwise (HTML standard, 4.16.2). Foreign elements are taken to be alike.
constexpr std::string_view kCaselessAttributes[] = {
    "accept",     "accept-charset", "align",     "alink",    "axis",     "bgcolor", "charset",
    "checked",    "clear",          "codetype",  "color",    "compact",  "declare", "defer",
    "dir",        "direction",      "disabled",  "enctype",  "face",     "frame",   "hreflang",
    "http-equiv", "lang",           "language",  "link",     "media",    "method",  "multiple",
    "nohref",     "noresize",       "noshade",   "nowrap",   "readonly", "rel",     "rev",
    "rules",      "scope",          "scrolling", "selected", "shape",    "target",  "text",
    "type",       "valign",         "valuetype", "vlink"};

/// Recursive descent over the grammar of Selectors Level 4, section 17, as far as selector.h goes.
class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}

  std::optional<std::vector<ComplexSelector>> parse_list() {
    std::vector<ComplexSelector> list;
    do {
      auto complex = parse_complex();
      if (!complex) return std::nullopt;
      list.push_back(std::move(*complex));
    } while (scanner_.skip(','));
    if (!scanner_.at_end()) return refuse_here("is not expected here");
    return list;
  }

  const SelectorError& error() const { return error_; }

 private:
  std::optional<ComplexSelector> parse_complex() {
    ComplexSelector complex;
    scanner_.skip_space();
    for (;;) {
      auto compound = parse_compound();
      if (!compound) return std::nullopt;
      complex.compounds.push_back(std::move(*compound));
      const bool space = scanner_.skip_space();
      if (scanner_.at_end() || scanner_.peek() == ',' || scanner_.peek() == ')') return complex;
      if (scanner_.skip('>')) {
        complex.combinators.push_back(Combinator::child);
        scanner_.skip_space();
      } else if (scanner_.peek() == '|') {
        return refuse_bar();
      } else if (scanner_.peek() == '+' || scanner_.peek() == '~') {
        return refuse_here("joins neighbours; use a space (inside) or `>` (directly inside)");
      } else if (space) {
        complex.combinators.push_back(Combinator::descendant);
      } else {
        return refuse_here("is not expected here");
      }
    }
  }

  std::optional<Compound> parse_compound() {
    Compound compound;
    bool any = false;
    if (scanner_.skip('*')) {
      any = true;
    } else if (auto tag = scanner_.identifier()) {
      compound.tag = ascii_lower(*tag);
      compound.tag_name = TagName::of(compound.tag);
      any = true;
    }
    if (scanner_.peek() == '|') return refuse_bar();
    for (scanner_.skip_comments(); !scanner_.at_end(); scanner_.skip_comments()) {
      const char c = scanner_.peek();
      if (c != '#' && c != '.' && c != '[' && c != ':') break;
      if (!parse_simple(compound)) return std::nullopt;
      any = true;
    }
    if (!any) {
      return scanner_.at_end()
                 ? refuse(scanner_.offset(), 1, "the selector ends where an element is expected")
                 : refuse_here("is not expected here; an element, `.class` or `[attribute]` is");
    }
    return compound;
  }

  bool parse_simple(Compound& compound) {
    const std::size_t start = scanner_.offset();
    switch (scanner_.take()) {
      case '#':
        return parse_id(start, compound);
      case '.':
        return parse_class(start, compound);
      case '[':
        return parse_attribute(start, compound);
      default:
        return parse_pseudo_class(start, compound);
    }
  }

  bool parse_id(std::size_t start, Compound& compound) {
    auto id = scanner_.identifier();
    if (!id) return refused(start, "an id is expected after `#`");
    if (!compound.id.empty() && compound.id != *id) return refused(start, "no element has two ids");
    compound.id = std::move(*id);
    return true;
  }

  bool parse_class(std::size_t start, Compound& compound) {
    auto name = scanner_.identifier();
    if (!name) return refused(start, "a class is expected after `.`");
    compound.classes.push_back(std::move(*name));
    return true;
  }

  bool parse_attribute(std::size_t start, Compound& compound) {
    AttributeCondition condition;
    scanner_.skip_space();
    auto name = scanner_.identifier();
    if (!name) scanner_.skip('*');
    if (scanner_.peek() == '|' && scanner_.peek_next() != '=') {
      refuse_bar();
      return false;
    }
    if (!name) return refused(start, "an attribute's name is expected after `[`");
    condition.name = ascii_lower(*name);
    condition.name_key = name_key(condition.name);
    scanner_.skip_space();
    if (!scanner_.skip(']') && !parse_value(start, condition)) return false;
    compound.attributes.push_back(std::move(condition));
    return true;
  }

  bool parse_value(std::size_t start, AttributeCondition& condition) {
    const auto op = scanner_.attribute_operator();
    if (!op) return refused(start, "after the attribute's name, `]` or one of = ~= |= ^= $= *= is expected");
    condition.op = *op;
    condition.ignore_case =
        std::ranges::find(kCaselessAttributes, condition.name) != std::end(kCaselessAttributes);
    scanner_.skip_space();
    auto value = scanner_.string_or_identifier();
    if (!value) return refused(start, "the attribute's value is not written right; put it in quotes");
    condition.value = std::move(*value);
    scanner_.skip_space();
    if (auto flag = scanner_.identifier()) {
      const std::string lower = ascii_lower(*flag);
      if (lower != "i" && lower != "s")
        return refused(start, "only the flags `i` and `s` may follow a value");
      condition.ignore_case = lower == "i";
      scanner_.skip_space();
    }
    return scanner_.skip(']') || refused(start, "`]` is missing");
  }

  bool parse_pseudo_class(std::size_t start, Compound& compound) {
    if (scanner_.peek() == ':')
      return refused(start, "`::` starts a pseudo-element, which is no element of the page");
    auto identifier = scanner_.identifier();
    if (!identifier) return refused(start, "the name of a pseudo-class is expected after `:`");
    const std::string name = ascii_lower(*identifier);
    if (name == "root") return compound.is_root = true;
    if (name == "first-child" || name == "first-of-type") {
      compound.nths.push_back({.step = 0, .offset = 1, .of_type = name == "first-of-type"});
      return true;
    }
    if (name == "nth-child" || name == "nth-of-type")
      return parse_nth(start, name == "nth-of-type", compound);
    if (name == "is" || name == "where" || name == "not")
      return parse_alternatives(start, name == "not", compound);
    for (const RefusedPseudoClass& known : kRefused) {
      if (known.name == name) return refused(start, "`:" + name + "` " + std::string(known.reason));
    }
    return refused(start, "`:" + name + "` is no pseudo-class that can be used here");
  }

  bool parse_nth(std::size_t start, bool of_type, Compound& compound) {
    if (!scanner_.skip('(')) return refused(start, "`(` is expected, as in `:nth-child(2n+1)`");
    auto nth = scanner_.nth();
    scanner_.skip_space();
    if (!nth || !scanner_.skip(')'))
      return refused(start, "a number, `odd`, `even` or a form like `2n+1` is expected");
    nth->of_type = of_type;
    compound.nths.push_back(*nth);
    return true;
  }

  bool parse_alternatives(std::size_t start, bool negated, Compound& compound) {
    if (!scanner_.skip('(')) return refused(start, "`(` is expected, with selectors inside");
    if (++depth_ > kMaxDepth) return refused(start, "too many brackets inside one another");
    std::vector<Compound> alternatives;
    do {
      scanner_.skip_space();
      auto alternative = parse_compound();
      if (!alternative) return false;
      alternatives.push_back(std::move(*alternative));
      scanner_.skip_space();
    } while (scanner_.skip(','));
    if (!scanner_.skip(')')) {
      return refused(scanner_.offset(), scanner_.at_end() ? "`)` is missing"
                                                          : "inside the brackets, single elements separated "
                                                            "by commas are expected");
    }
    --depth_;
    compound.alternatives.push_back(
        {.alternatives = std::make_shared<const std::vector<Compound>>(std::move(alternatives)),
         .negated = negated});
    return true;
  }

  bool refused(std::size_t start, std::string message) {
    const std::size_t end = std::max(scanner_.offset(), start + 1);
    refuse(start, end - start, std::move(message));
    return false;
  }

  std::nullopt_t refuse(std::size_t offset, std::size_t length, std::string message) {
    error_ = {.offset = offset, .length = std::max<std::size_t>(length, 1), .message = std::move(message)};
    return std::nullopt;
  }

  std::nullopt_t refuse_bar() {
    if (scanner_.peek_next() != '|') return refuse_here("starts a namespace, which HTML pages do not have");
    return refuse(scanner_.offset(), 2, "`||` is for columns of tables, and not for rules");
  }

  std::nullopt_t refuse_here(std::string_view message) {
    if (scanner_.peek() == '/' && scanner_.peek_next() == '*')
      return refuse(scanner_.offset(), 2, "the comment that `/*` begins has no `*/`");
    return refuse(scanner_.offset(), 1, "`" + std::string(1, scanner_.peek()) + "` " + std::string(message));
  }

  static constexpr int kMaxDepth = 16;
  SelectorScanner scanner_;
  SelectorError error_;
  int depth_ = 0;
};

}  // namespace

boost::system::result<SelectorList, SelectorError> SelectorList::parse(std::string_view text) {
  return parse_with(text, nullptr);
}

boost::system::result<SelectorList, SelectorError> SelectorList::parse_excluding(
    std::string_view text, const SelectorList& excluded) {
  std::vector<Compound> alternatives;
  for (const ComplexSelector& selector : excluded.selectors())
    alternatives.push_back(selector.compounds.back());
  return parse_with(text, std::make_shared<const std::vector<Compound>>(std::move(alternatives)));
}

boost::system::result<SelectorList, SelectorError> SelectorList::parse_with(
    std::string_view text, const std::shared_ptr<const std::vector<Compound>>& excluded) {
  Parser parser(text);
  auto selectors = parser.parse_list();
  if (!selectors) return parser.error();
  if (excluded != nullptr) {
    for (ComplexSelector& selector : *selectors)
      selector.compounds.back().alternatives.push_back({.alternatives = excluded, .negated = true});
  }
  SelectorList list;
  list.selectors_ = std::make_shared<const std::vector<ComplexSelector>>(std::move(*selectors));
  list.text_ = std::make_shared<const std::string>(text);
  return list;
}

}  // namespace caveat::html
