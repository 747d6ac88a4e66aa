// The list of things that rules can do.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/action.h"
#include "rules/actions/acknowledge.h"
#include "rules/actions/block.h"
#include "rules/notice_book.h"
#include "rules/pack_head.h"
#include "rules/problems.h"
#include "rules/table_reader.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

/// One action as written, and what of its pack it may refer to.
struct ActionSource {
  std::string_view key;
  const TomlValue& value;
  SourcePlace key_place;
  const std::shared_ptr<const PackHead>& pack;
  NoticeBook& notices;
  const WidgetCatalogue& widgets;
  std::string region_title;  ///< of the rule's first region that has one
};

/// What an action is compiled into: edits, the answer of a block, or what the reader is asked first.
struct ActionParts {
  std::vector<std::unique_ptr<const Action>> edits;
  std::unique_ptr<const BlockAnswer> block;
  std::unique_ptr<const AcknowledgedNotice> acknowledgement;
  bool inserts = false;  ///< something that must not be missing from the page
};

using MakeAction = void (*)(const ActionSource& source, Problems& problems, ActionParts& parts);

struct ActionKind {
  std::string_view key;
  MakeAction make;
};

/// One line each.
std::span<const ActionKind> action_kinds();

void make_insert(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_remove(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_disable(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_replace(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_attributes(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_headers(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_label(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_withhold(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_acknowledge(const ActionSource& source, Problems& problems, ActionParts& parts);
void make_block(const ActionSource& source, Problems& problems, ActionParts& parts);

/// Reports an action that is no table.
bool is_table(const ActionSource& source, Problems& problems);

/// "`insert`", as messages call the action.
std::string name_of(const ActionSource& source);

}  // namespace caveat::rules
