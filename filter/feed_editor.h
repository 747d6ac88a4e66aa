// A feed through its edits: item by item, all around them as it came.
#pragma once

#include <optional>

#include "filter/feed_item.h"
#include "filter/fragment_editor.h"
#include "filter/inner_editor.h"
#include "filter/shortfall.h"
#include "filter/xml_reader.h"
#include "rules/decision.h"

namespace caveat::filter {

class FeedEditor final : public InnerEditor, private XmlHandler {
 public:
  /// `charset`: ASCII-compatible, as the Encoding standard calls it. `item_bytes`: the longest item that is
  /// held. `shortfall` and `sink` outlive it.
  FeedEditor(const rules::InnerEdits& edits, const std::string& charset, std::size_t item_bytes,
             Shortfall& shortfall, html::ByteSink& sink);

  boost::system::result<void, FailureReason> write(std::string_view bytes) override;
  boost::system::result<void, FailureReason> finish() override;
  std::vector<html::RewriteReport> reports() const override;

 private:
  void start_tag(const XmlTag& tag) override;
  void end_tag(std::string_view raw) override;
  void text(std::string_view raw, XmlText kind) override;
  void other(std::string_view raw) override;

  void finish_item();
  void note_missing();
  void pass(std::string_view raw);
  void check_size();
  boost::system::result<void, FailureReason> outcome(
      const boost::system::result<void, FailureReason>& parsed) const;

  bool utf8_;
  std::size_t item_bytes_;
  FragmentEditor edits_;
  FragmentEditor other_edits_;  ///< of what gets no notice
  Shortfall& shortfall_;
  html::ByteSink& sink_;
  XmlReader reader_;
  std::optional<bool> is_feed_;  ///< by its root element, once that has come
  std::optional<FeedItem> item_;
  std::optional<FailureReason> failure_;
};

}  // namespace caveat::filter
