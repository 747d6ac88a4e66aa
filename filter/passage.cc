#include "filter/passage.h"

#include <utility>

#include "filter/passage_stages.h"

namespace caveat::filter {

Passage::Passage(std::shared_ptr<const rules::RuleSet> rules, rules::Facts facts, const PassageLimits& limits,
                 PassageSink& sink, AcceptanceOptions acceptance, EditMemory* memory)
    : stages_(std::make_unique<Stages>(std::move(rules), std::move(facts), limits, sink,
                                       std::move(acceptance), memory)) {}

Passage::~Passage() = default;

void Passage::request(RequestHead& head) {
  stages_->request(head);
}

void Passage::response(ResponseHead head) {
  stages_->response(std::move(head));
}

bool Passage::untouched() const {
  return stages_->untouched();
}

void Passage::write(std::string_view bytes) {
  stages_->write_coded(bytes);
}

void Passage::finish() {
  stages_->finish();
}

void Passage::truncated() {
  stages_->truncated();
}

void Passage::upstream_failed(int status, std::string_view reason) {
  stages_->upstream_failed(status, reason);
}

void Passage::hold_time_passed() {
  stages_->hold_time_passed();
}

Passage::State Passage::state() const {
  return stages_->state();
}

bool Passage::covered() const {
  return stages_->covered();
}

std::string Passage::plan_digest() const {
  return stages_->plan_digest();
}

Record Passage::record() const {
  return stages_->record();
}

std::vector<html::RewriteReport> Passage::reports() const {
  return stages_->reports();
}

const rules::Facts& Passage::facts() const {
  return stages_->facts();
}

}  // namespace caveat::filter
