// One request and response through a Passage, in memory.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "filter/passage.h"

namespace caveat::filter {

/// A RuleSet that decides as a function says.
class RulesByFunction final : public rules::RuleSet {
 public:
  using Decide = std::function<rules::Decision(const rules::Facts&)>;
  explicit RulesByFunction(Decide decide) : decide_(std::move(decide)) {}

  rules::Decision decide(const rules::Facts& facts) const override { return decide_(facts); }
  std::vector<rules::RuleTrace> explain(const rules::Facts& facts) const override {
    if (decide_(facts).verdict != rules::Decision::Verdict::undecided) return {};
    rules::RuleTrace trace;
    trace.applies = rules::Held::undecided;
    return {trace};
  }
  const std::string& digest() const override { return digest_; }
  std::vector<std::string> regions_of(const geoip::Location&) const override { return {}; }
  std::vector<rules::PackSummary> packs() const override { return {}; }
  std::size_t pack_count() const override { return 1; }
  std::size_t rule_count() const override { return 1; }

 private:
  Decide decide_;
  std::string digest_ = "0123abcd";
};

/// What the tests' rule inserts at the start of `article`.
inline const std::string kNotice = "<p data-caveat=\"pack/warn\">WARNING</p>";

rules::Decision passes();
rules::Decision passes_but_varies();
/// Inserts kNotice; `refuse` if it cannot.
rules::Decision warns();
rules::Decision warns_or_serves();
/// Takes `.share` out.
rules::Decision removes_share();
rules::Decision edits_head_only();
rules::Decision blocks();
rules::Decision awaits(rules::Awaits fact);

std::shared_ptr<const rules::RuleSet> always(const rules::Decision& decision);

struct MemoryReader final : PassageSink {
  void head(const ResponseHead& head) override;
  void body(std::string_view bytes) override;

  std::optional<ResponseHead> seen_head;
  std::string seen_body;
};

/// What goes in.
struct Exchange {
  std::shared_ptr<const rules::RuleSet> rules;
  RequestHead request{"GET", "/a/1", {}};
  ResponseHead response{200, "OK", {{"Content-Type", "text/html"}}};
  std::string path = "/a/1";
  std::string body;  ///< coded
  std::size_t chunk = 1'000'000;
  bool ends_early = false;
  PassageLimits limits;
  std::string query;
  AcceptanceOptions acceptance;
  EditMemory* memory = nullptr;
};

/// What came out.
struct Served {
  RequestHead to_upstream;
  ResponseHead head;
  std::string body;
  Passage::State state = Passage::State::running;
  bool untouched = false;  ///< once the head was read
  Record record;

  std::string field(std::string_view name) const { return head.fields.combined(name); }
};

rules::Facts facts_of_a_reader();

Served serve(const Exchange& exchange);

}  // namespace caveat::filter
