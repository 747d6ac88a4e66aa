// when.content_type: what the response is.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"

#include "rules/ascii_case.h"

namespace caveat::rules {

namespace {

class ContentTypeMatcher : public Matcher {
 public:
  ContentTypeMatcher(std::vector<std::string> types, bool exception)
      : types_(std::move(types)), exception_(exception) {}

  /// A response that states no type, and is no page either, may be anything; not knowing widens a rule.
  Held matches(const Facts& facts) const override {
    if (!facts.content_type) return Held::undecided;
    const bool held = facts.content_type->empty() ? !exception_ : listed(*facts.content_type);
    return held ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.content_type) return "the response's type is not known yet";
    std::string all;
    for (const std::string& type : types_) all += (all.empty() ? "" : " or ") + type;
    if (facts.content_type->empty()) {
      return "the response states no type, so it " +
             std::string(exception_ ? "does not count as " : "counts as ") + all;
    }
    return "the response is " + *facts.content_type +
           (listed(*facts.content_type) ? ", which is " : ", not ") + all;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::response_head; }

 private:
  bool listed(std::string_view type) const {
    return std::any_of(types_.begin(), types_.end(), [type](const std::string& wanted) {
      const std::string_view kind = std::string_view(wanted).substr(0, wanted.find('*'));
      return kind.size() < wanted.size() ? type.starts_with(kind) : type == wanted;
    });
  }

  std::vector<std::string> types_;
  bool exception_;
};

/// token (RFC 9110, 5.6.2), in lower case.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("!#$%&'+-.^_`|~").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::unique_ptr<const Matcher> make_content_type_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<std::string> types;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    const std::string type = lower_case(*text.text);
    const std::string essence = type.substr(0, type.find_first_of("; "));
    const std::size_t slash = std::min(essence.find('/'), essence.size());
    const std::string_view subtype = std::string_view(essence).substr(std::min(slash + 1, essence.size()));
    const bool good = is_token(essence.substr(0, slash)) && (subtype == "*" || is_token(subtype));
    if (good && essence == type) {
      types.push_back(type);
      continue;
    }
    problems.add(Code::bad_content_type, text.value->place, in_quotes(*text.text) + " is no content type",
                 "write " + in_quotes(good ? essence : "text/html") +
                     (good ? ": parameters do not count" : ", or \"image/*\" for all of a kind"));
  }
  return std::make_unique<ContentTypeMatcher>(std::move(types), source.exception);
}

}  // namespace caveat::rules
