// One item of a feed, held from its start tag to its end tag, and what becomes of the HTML in it.
#pragma once

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/fragment_editor.h"
#include "filter/xml_reader.h"

namespace caveat::filter {

/// The names of which feeds are made.
enum class FeedFormat { rss, atom, atom03 };

/// The format of the item that `tag` begins; nullopt if it begins none.
std::optional<FeedFormat> item_format(const XmlTag& tag);

class FeedItem {
 public:
  /// `utf8`: the charset of the feed; else it is ASCII-compatible.
  FeedItem(FeedFormat format, const XmlTag& tag, bool utf8);

  /// What comes after the item's start tag, up to and with its end tag.
  void start_tag(const XmlTag& tag);
  void end_tag(std::string_view raw);
  void text(std::string_view raw, XmlText kind);
  void other(std::string_view raw);

  bool is_over() const { return depth_ == 0; }
  /// Bytes that are held.
  std::size_t size() const { return raw_.size() + held_; }

  /// The item after its edits, in `edits` what inserts notices and in `other_edits` all but that. Fields
  /// that no edit changes are as they came.
  boost::system::result<std::string, FailureReason> edited(FragmentEditor& edits,
                                                           FragmentEditor& other_edits) const;

 private:
  enum class Rank { content, summary };

  /// Offsets are into `raw_`.
  struct Field {
    Rank rank = Rank::summary;
    FeedFormat format = FeedFormat::rss;
    bool is_plain = false;    ///< text, not HTML
    bool has_markup = false;  ///< HTML as elements of the feed itself
    bool has_cdata = false;
    std::size_t begin = 0;
    std::size_t content = 0;
    std::size_t content_end = 0;
    std::size_t end = 0;
    std::string text;    ///< what the text stands for
    std::string markup;  ///< what it is as HTML if it is no HTML yet

    const std::string& html() const { return is_plain || has_markup ? markup : text; }
    bool is_blank() const;
  };

  static std::optional<Field> field_of(const XmlTag& tag);
  void markup_start_tag(const XmlTag& tag);
  std::optional<Rank> main_rank() const;
  std::string field_with(const Field& field, const std::string& html) const;
  std::string new_field(const std::string& html) const;
  boost::system::result<std::string, FailureReason> with_new_field(FragmentEditor& edits) const;

  FeedFormat format_;
  bool utf8_;
  std::string raw_;
  std::size_t depth_ = 1;    ///< open elements, the item's included
  std::size_t end_tag_ = 0;  ///< where its end tag begins, if it has one
  std::size_t held_ = 0;
  bool in_field_ = false;
  std::vector<Field> fields_;
  std::vector<std::string> open_markup_;  ///< end tags of the elements that are open in the field
};

}  // namespace caveat::filter
