#include "rules/reach_condition.h"

#include <utility>

namespace caveat::rules {

namespace {

/// The response is one that the rule edits inside. Types that leave it open are asked what they begin with.
class CarrierMatcher : public Matcher {
 public:
  explicit CarrierMatcher(Reach reach) : reach_(std::move(reach)) {}

  Held matches(const Facts& facts) const override {
    if (awaits_next(facts) != Awaits::nothing) return Held::undecided;
    const Carrier carrier = carrier_of(facts).value_or(Carrier::page);
    return reach_.edits_inside(carrier) ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.content_type) return "the response's type is not known yet";
    const std::string type = facts.content_type->empty() ? "a response without a type" : *facts.content_type;
    const auto carrier = carrier_of(facts);
    if (carrier == Carrier::json) return type + " is JSON";
    const bool looked = may_be_feed_type(*facts.content_type);
    if (carrier == Carrier::feed) return type + (looked ? " that begins as a feed" : " is a feed");
    if (!reach_.edits_inside(Carrier::feed)) return type + " is no JSON";
    if (!carrier) return "whether the response begins as a feed is not known yet";
    if (looked) return type + " that does not begin as a feed";
    return type + (reach_.edits_inside(Carrier::json) ? " is neither a feed nor JSON" : " is no feed");
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::response_head; }
  Awaits awaits_next(const Facts& facts) const override {
    return facts.content_type ? reach_.awaits(facts) : Awaits::response_head;
  }

 private:
  Reach reach_;
};

}  // namespace

std::optional<Condition> condition_of(const Reach& reach, int line) {
  if (reach.page) return std::nullopt;
  return Condition{"in", line, false, std::make_unique<CarrierMatcher>(reach)};
}

}  // namespace caveat::rules
