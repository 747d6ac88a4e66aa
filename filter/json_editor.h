// A JSON document through its edits: the strings that pointers lead to, all around them as it came.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "filter/fragment_editor.h"
#include "filter/inner_editor.h"
#include "filter/json_scanner.h"
#include "filter/shortfall.h"
#include "rules/decision.h"

namespace caveat::filter {

/// Where a rule inserts a notice, each way that its pointer describes must end at a string. Only `*` may
/// stand for no element at all.
class JsonEditor final : public InnerEditor, private JsonHandler {
 public:
  /// `string_bytes`: the longest string, or name of a member, that is held. `shortfall` and `sink` outlive
  /// it.
  JsonEditor(std::span<const rules::InnerEdits> edits, std::size_t string_bytes, Shortfall& shortfall,
             html::ByteSink& sink);

  boost::system::result<void, FailureReason> write(std::string_view bytes) override;
  boost::system::result<void, FailureReason> finish() override;
  std::vector<html::RewriteReport> reports() const override;

 private:
  struct Part {
    rules::JsonPointer pointer;
    FragmentEditor editor;
  };
  /// A part whose pointer leads into a container.
  struct Way {
    std::size_t part = 0;
    bool found = false;  ///< what its next segment names
  };
  struct Container {
    bool array = false;
    std::size_t elements = 0;  ///< so far
    std::vector<Way> ways;
  };
  enum class Kind { container, string, scalar };

  void begin_object() override { begin_container(false); }
  void begin_array() override { begin_container(true); }
  void end_container() override;
  void begin_string(bool is_name) override;
  void end_string() override;
  void scalar() override { parts_of_value(Kind::scalar); }
  void in_string(std::string_view raw) override;
  void other(std::string_view raw) override { pass(raw); }

  void begin_container(bool array);
  std::vector<std::size_t> parts_of_value(Kind kind);
  std::vector<std::size_t> parts_that_name_value();
  void edit_string(std::string_view raw);
  void missing(std::size_t part);
  void note_missing();
  void pass(std::string_view raw);
  boost::system::result<void, FailureReason> outcome(
      const boost::system::result<void, FailureReason>& scanned) const;

  std::vector<Part> parts_;
  std::size_t string_bytes_;
  Shortfall& shortfall_;
  html::ByteSink& sink_;
  JsonScanner scanner_;
  std::vector<Container> open_;
  bool in_name_ = false;
  std::string name_;                  ///< of the member at hand
  std::optional<std::string> held_;   ///< the string at hand, if it is to be edited or is a name that matters
  std::vector<std::size_t> targets_;  ///< the parts that edit it
  std::optional<FailureReason> failure_;
};

}  // namespace caveat::filter
