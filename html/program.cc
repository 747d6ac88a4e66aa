#include "html/program.h"

#include "html/compiled_selectors.h"
#include "html/program_targets.h"
#include "html/skim_plan.h"

namespace caveat::html {

ProgramBuilder ProgramBuilder::without_inserts(const Program& program) {
  ProgramBuilder builder;
  builder.program_ = program;
  builder.program_.inserts_.clear();
  return builder;
}

std::shared_ptr<const Program> ProgramBuilder::build() {
  auto program = std::make_shared<Program>(std::move(program_));
  program_ = Program();
  auto selectors = std::make_shared<CompiledSelectors>();
  for (std::size_t i = 0; i < program->removes_.size(); ++i) {
    selectors->add(program->removes_[i].selector, ProgramTargets::of_remove(i));
  }
  for (std::size_t i = 0; i < program->attributes_.size(); ++i) {
    selectors->add(program->attributes_[i].selector, ProgramTargets::of_attributes(*program, i));
  }
  for (std::size_t i = 0; i < program->disables_.size(); ++i) {
    selectors->add(program->disables_[i].selector, ProgramTargets::of_disable(*program, i));
  }
  std::uint32_t target = ProgramTargets::first_place(*program);
  for (const InsertEdit& insert : program->inserts_) {
    for (const Place& place : insert.places) selectors->add(place.selector, target++);
  }
  program->selectors_ = std::move(selectors);
  program->skim_plan_ = std::make_shared<SkimPlan>(*program);
  return program;
}

}  // namespace caveat::html
