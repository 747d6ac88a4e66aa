// An XML document taken apart, byte by byte accounted for. xml_reader.cc is the sole include of expat.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/failure_reason.h"

struct XML_ParserStruct;

namespace caveat::filter {

/// Views live during the call.
struct XmlTag {
  std::string_view space;  ///< the URI of its namespace; empty if it is in none
  std::string_view name;   ///< without a prefix
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  ///< that are in no namespace
  std::string_view raw;

  std::string_view attribute(std::string_view wanted) const;
};

enum class XmlText {
  plain,
  cdata,     ///< within a CDATA section
  reference  ///< "&amp;", "&#x42;", "&nbsp;"
};

/// Every byte of the document comes as `raw` of one of these, in order. Views live during the call.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start_tag(const XmlTag& tag) = 0;
  /// `raw` is empty if the start tag was that of an empty element.
  virtual void end_tag(std::string_view raw) = 0;
  virtual void text(std::string_view raw, XmlText kind) = 0;
  /// Comments, processing instructions, the document type, the brackets of CDATA sections.
  virtual void other(std::string_view raw) = 0;
};

/// Push reader over a document in an ASCII-compatible charset: bytes of other than ASCII are letters to it,
/// whatever they mean, and leave as they came. What a document type defines is not looked up: `&nbsp;` is a
/// reference like any other. One that defines entities itself is malformed. After an error there is nothing
/// more to call.
class XmlReader {
 public:
  explicit XmlReader(XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  boost::system::result<void, FailureReason> write(std::string_view bytes);
  boost::system::result<void, FailureReason> finish();

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  friend struct XmlEvents;

  /// The bytes of the event at hand; what stands before them and was no event goes to the handler.
  std::string_view take_event();
  void give_other(std::uint64_t end);
  void stop(FailureReason reason);
  std::string_view without_prolog(std::string_view bytes);
  boost::system::result<void, FailureReason> parse(bool last);

  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::string buffer_;         ///< what has not been given to the handler, and what is not parsed yet
  std::uint64_t begin_ = 0;    ///< of the buffer, in bytes of what the parser gets
  std::uint64_t given_ = 0;    ///< up to there the handler has it
  std::uint64_t parsed_ = 0;   ///< up to there the parser has it
  std::size_t depth_ = 0;      ///< open elements
  std::size_t mark_seen_ = 0;  ///< bytes of a byte order mark before the document
  bool in_prolog_ = true;      ///< nothing but that and white space so far
  bool in_cdata_ = false;
  std::optional<FailureReason> failure_;
};

}  // namespace caveat::filter
