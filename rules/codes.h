// The stable codes of every diagnostic. What each means is told by its file, rules/codes/CVnnn.txt.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "rules/diagnostic.h"

namespace caveat::rules {

/// A number is never used again for something else; gaps leave room within a subject.
enum class Code {
  toml_syntax = 1,
  unreadable_text = 2,
  too_large = 3,
  no_rule_files = 4,
  unreadable_file = 5,
  not_a_file = 6,
  unsettled_file = 7,
  passed_over_file = 8,

  unknown_key = 10,
  // 11 was "not known to this version": conditions and actions that were still to come.
  wrong_type = 12,
  missing_key = 13,
  empty_value = 14,
  unknown_word = 15,
  bad_id = 16,
  duplicate_id = 17,
  no_rules = 18,
  lost_pack = 19,

  unknown_region_code = 20,
  unknown_region_name = 21,
  region_cycle = 22,
  bad_network = 23,
  reserved_region_name = 24,

  bad_site = 30,
  bad_path = 31,
  bad_pattern = 32,
  bad_language = 33,
  bad_url = 34,
  bad_mention = 35,
  mention_of_many_names = 36,
  bad_query = 37,
  bad_content_type = 38,
  bad_status = 39,

  unknown_notice = 40,
  notice_without_text = 41,
  bad_markup = 42,
  unknown_variable = 43,
  unused_notice = 44,
  variable_without_value = 45,
  markup_is_text = 46,

  bad_selector = 50,
  bad_insert_place = 51,
  unknown_widget_kind = 52,
  rule_without_action = 53,
  block_without_when_unknown = 54,
  misplaced_when_unknown = 55,
  bad_header = 56,
  protected_header = 57,
  bad_attribute = 58,
  edits_never_happen = 59,

  bad_date = 60,
  ends_before_it_begins = 61,
  expired = 62,
  review_due = 63,
  unknown_time_zone = 64,
  retired = 65,
  review_near = 66,
  unattributed_pack = 67,
  moment_passed = 68,

  incomplete_test = 70,
  no_tests = 71,
  test_outside_validity = 72,
  untested_condition = 73,

  unsafe_header_value = 90,
  exposed_readers = 91,

  bad_json_pointer = 100,
  misplaced_in = 101,

  never_applies = 110,
  empty_region = 111,
  shadowed_rule = 112,
  notice_twice = 113,
  block_and_edit = 114,
  header_conflict = 115,
  label_and_withhold = 116,
  remove_and_disable = 117,
  missing_translation = 118,
  page_taken_out = 119,
  unknown_element = 120,
  selector_never_matches = 121,
  silence_without_reason = 122,
  silence_of_unknown = 123,
  silence_of_nothing = 124,
  hidden_characters = 125,
  too_many_problems = 126,
  edits_no_html = 127,

  layout_refused = 130,
  bad_approval = 131,
  lacks_approvals = 132,
  bad_approver = 133,
  approval_of_no_pack = 134,

  bad_value_pattern = 140,
  articles_without_path = 141,

  risky_configuration = 150,
  doubtful_certificate = 151,
};

/// A code's file. Its first line is "error: TITLE" or "warning: TITLE"; then come the explanation, and after
/// lines "--- wrong" and "--- right" an example of each, or after "--- no example" the reason why there is
/// none. docs/how-it-is-built.md tells how one is written.
struct CodeEntry {
  Code code = Code::toml_syntax;
  Severity severity = Severity::error;
  std::string title;
  std::string explanation;  ///< what it means and how to mend it; a paragraph a line
  std::string wrong;        ///< TOML that has this code and no other; see code_example.h
  std::string right;        ///< the same, mended
  std::string no_example;   ///< empty if there is one
};

/// In order of number; every Code has its entry.
std::span<const CodeEntry> code_table();

/// "CV012".
std::string code_name(Code code);

/// The entry that `name` ("CV012", any case) stands for, or null.
const CodeEntry* find_code(std::string_view name);

const CodeEntry& code_entry(Code code);

}  // namespace caveat::rules
