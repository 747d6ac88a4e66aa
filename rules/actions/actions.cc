#include "rules/actions/actions.h"

namespace caveat::rules {

namespace {

constexpr ActionKind kActionKinds[] = {
    {"insert", make_insert},           {"remove", make_remove},   {"attributes", make_attributes},
    {"headers", make_headers},         {"block", make_block},     {"label", make_label},
    {"withhold", make_withhold},       {"disable", make_disable}, {"replace", make_replace},
    {"acknowledge", make_acknowledge},
};

}  // namespace

std::span<const ActionKind> action_kinds() {
  return kActionKinds;
}

bool is_table(const ActionSource& source, Problems& problems) {
  if (source.value.table()) return true;
  wrong_type(source.value, source.key, "a table", problems);
  return false;
}

std::string name_of(const ActionSource& source) {
  return in_quotes(source.key);
}

}  // namespace caveat::rules
