#include "memory_exchange.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace caveat::filter {
namespace {

rules::Decision edits_with(html::ProgramBuilder builder, std::string rule) {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::edit;
  decision.varies_by_reader = true;
  decision.program = builder.build();
  decision.reasons.push_back({"pack", std::move(rule), "pack.toml", 7, "Law, Art. 1", false});
  decision.on_failure = rules::OnFailure::refuse;
  return decision;
}

}  // namespace

rules::Decision passes() {
  return {};
}

rules::Decision passes_but_varies() {
  rules::Decision decision;
  decision.varies_by_reader = true;
  return decision;
}

rules::Decision warns() {
  html::InsertEdit insert;
  insert.places.push_back({html::Position::start_of, *html::SelectorList::parse("article")});
  insert.mark = "pack/warn";
  insert.html = kNotice;
  html::ProgramBuilder builder;
  builder.insert(std::move(insert));
  return edits_with(std::move(builder), "warn");
}

rules::Decision warns_or_serves() {
  rules::Decision decision = warns();
  decision.on_failure = rules::OnFailure::serve;
  return decision;
}

rules::Decision removes_share() {
  html::ProgramBuilder builder;
  builder.remove({0, *html::SelectorList::parse(".share"), 0});
  return edits_with(std::move(builder), "no-share");
}

rules::Decision edits_head_only() {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::edit;
  decision.varies_by_reader = true;
  decision.head_edits.set.emplace_back("Referrer-Policy", "no-referrer");
  decision.reasons.push_back({"pack", "quiet", "pack.toml", 9, "", false});
  return decision;
}

rules::Decision blocks() {
  rules::Block block;
  block.authority = "https://authority.example/order/1";
  block.language = "ru";
  block.body = "<!doctype html><p>withheld";
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::block;
  decision.varies_by_reader = true;
  decision.block = std::make_shared<const rules::Block>(std::move(block));
  decision.reasons.push_back({"pack", "block", "pack.toml", 11, "", false});
  return decision;
}

rules::Decision awaits(rules::Awaits fact) {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::undecided;
  decision.awaits = fact;
  decision.varies_by_reader = true;
  return decision;
}

std::shared_ptr<const rules::RuleSet> always(const rules::Decision& decision) {
  return std::make_shared<RulesByFunction>([decision](const rules::Facts&) { return decision; });
}

void MemoryReader::head(const ResponseHead& head) {
  EXPECT_FALSE(seen_head.has_value()) << "the head came twice";
  seen_head = head;
}

void MemoryReader::body(std::string_view bytes) {
  EXPECT_TRUE(seen_head.has_value()) << "the body came before the head";
  seen_body += bytes;
}

rules::Facts facts_of_a_reader() {
  rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = "/a/1";
  facts.query = "secret=query";
  facts.location.status = geoip::LocationStatus::found;
  facts.location.country = "UA";
  facts.location.subdivision = "UA-40";
  facts.time = std::chrono::sys_seconds(std::chrono::seconds(1'772'366'459));
  return facts;
}

Served serve(const Exchange& exchange) {
  MemoryReader reader;
  rules::Facts facts = facts_of_a_reader();
  facts.path = exchange.path;
  if (!exchange.query.empty()) facts.query = exchange.query;
  Passage passage(exchange.rules, facts, exchange.limits, reader, exchange.acceptance, exchange.memory);
  Served served;
  served.to_upstream = exchange.request;
  passage.request(served.to_upstream);
  if (passage.state() == Passage::State::running) {
    passage.response(exchange.response);
    served.untouched = passage.untouched();
  }
  std::string_view body = exchange.body;
  while (!body.empty() && passage.state() == Passage::State::running) {
    passage.write(body.substr(0, exchange.chunk));
    body.remove_prefix(std::min(exchange.chunk, body.size()));
  }
  if (passage.state() == Passage::State::running) {
    exchange.ends_early ? passage.truncated() : passage.finish();
  }
  served.head = reader.seen_head.value_or(ResponseHead{0, "", {}});
  served.body = reader.seen_body;
  served.state = passage.state();
  served.record = passage.record();
  return served;
}

}  // namespace caveat::filter
