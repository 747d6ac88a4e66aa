// A feed or a JSON document through its editor, in memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/feed_editor.h"
#include "filter/json_editor.h"

namespace caveat::filter {

/// Shorter than what rules insert, and in the same shape.
inline const std::string kInnerNotice = "<p data-caveat=\"pack/warn\">!</p>";

/// Inserts kInnerNotice at the start, takes `.share` out, and puts an attribute on what opens a new window.
std::shared_ptr<const html::Program> inner_program();
/// The same without the notice.
std::shared_ptr<const html::Program> inner_removals();

rules::InnerEdits feed_edits(std::shared_ptr<const html::Program> program = inner_program());
rules::InnerEdits json_edits(std::string_view pointer,
                             std::shared_ptr<const html::Program> program = inner_program());

struct InnerResult {
  std::string text;
  std::optional<FailureReason> failure;
  std::optional<FailureReason> shortfall;
  std::vector<html::RewriteReport> reports;
};

struct InnerSetting {
  std::string charset = "UTF-8";
  std::size_t part_bytes = 100'000;
  rules::OnFailure on_failure = rules::OnFailure::refuse;
  std::size_t chunk = 1'000'000;
};

InnerResult edit_feed(std::string_view feed, const rules::InnerEdits& edits = feed_edits(),
                      const InnerSetting& setting = {});
InnerResult edit_json(std::string_view json, const std::vector<rules::InnerEdits>& edits,
                      const InnerSetting& setting = {});

}  // namespace caveat::filter
