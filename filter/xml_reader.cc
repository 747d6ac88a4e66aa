#include "filter/xml_reader.h"

// Debian builds expat with it, and the header shows the limits below only then.
#define XML_DTD
#include <expat.h>

#include <algorithm>

#include "html/byte_order_mark.h"

namespace caveat::filter {
namespace {

constexpr char kSeparator = '\n';
constexpr std::size_t kMaxXmlDepth = 512;
constexpr std::uint64_t kMaxTokenBytes = std::uint64_t{4} * 1024 * 1024;

/// A token that is not complete is read again with each call, so that small pieces are collected first.
constexpr std::uint64_t kBatchBytes = 4096;

/// How much entities may swell a document. They are refused where they are defined; this is in case they come
/// by another way.
constexpr float kMaxAmplification = 2.0F;
constexpr unsigned long long kAmplificationFrom = 64 * 1024;

/// Letters of a script that no element is named in stand for bytes of other than ASCII.
int XMLCALL read_as_bytes(void*, const XML_Char*, XML_Encoding* encoding) {
  constexpr int kFirstLetter = 0xD700;
  for (int byte = 0; byte < 256; ++byte) encoding->map[byte] = byte < 128 ? byte : kFirstLetter + byte - 128;
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// "uri\nname\nprefix", where the first and the last may be missing.
void set_name(std::string_view triplet, XmlTag& tag) {
  const std::size_t first = triplet.find(kSeparator);
  if (first == std::string_view::npos) {
    tag.name = triplet;
    return;
  }
  tag.space = triplet.substr(0, first);
  tag.name = triplet.substr(first + 1);
  tag.name = tag.name.substr(0, tag.name.find(kSeparator));
}

}  // namespace

std::string_view XmlTag::attribute(std::string_view wanted) const {
  for (const auto& [name_of_one, value] : attributes) {
    if (name_of_one == wanted) return value;
  }
  return {};
}

/// What expat calls.
struct XmlEvents {
  static XmlReader& reader(void* user) { return *static_cast<XmlReader*>(user); }

  static void XMLCALL start(void* user, const XML_Char* name, const XML_Char** attributes) {
    XmlReader& self = reader(user);
    if (self.failure_) return;
    XmlTag tag;
    set_name(name, tag);
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view key = attributes[0];
      if (key.find(kSeparator) == std::string_view::npos) tag.attributes.emplace_back(key, attributes[1]);
    }
    tag.raw = self.take_event();
    if (++self.depth_ > kMaxXmlDepth) return self.stop(FailureReason::nesting_too_deep);
    self.handler_.start_tag(tag);
  }

  static void XMLCALL end(void* user, const XML_Char*) {
    XmlReader& self = reader(user);
    if (self.failure_) return;
    --self.depth_;
    self.handler_.end_tag(self.take_event());
  }

  static void XMLCALL text(void* user, const XML_Char*, int) {
    XmlReader& self = reader(user);
    if (self.failure_) return;
    const std::string_view raw = self.take_event();
    if (raw.empty()) return;
    const bool reference = !self.in_cdata_ && raw.starts_with('&');
    self.handler_.text(raw, self.in_cdata_ ? XmlText::cdata
                            : reference    ? XmlText::reference
                                           : XmlText::plain);
  }

  static void XMLCALL other(void* user, const XML_Char*, int) {
    XmlReader& self = reader(user);
    if (self.failure_) return;
    const std::string_view raw = self.take_event();
    if (raw == "<![CDATA[" || raw == "]]>") self.in_cdata_ = raw == "<![CDATA[";
    const bool reference = self.depth_ > 0 && raw.starts_with('&');
    reference ? self.handler_.text(raw, XmlText::reference) : self.handler_.other(raw);
  }

  /// A parameter entity may hold the definitions of others, which are not told.
  static void XMLCALL entity(void* user, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                             const XML_Char*, const XML_Char*, const XML_Char*) {
    reader(user).stop(FailureReason::feed_malformed);
  }
};

void XmlReader::Free::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlReader::XmlReader(XmlHandler& handler)
    : handler_(handler), parser_(XML_ParserCreateNS("x-bytes", kSeparator)) {
  XML_Parser parser = parser_.get();
  XML_SetUserData(parser, this);
  XML_SetUnknownEncodingHandler(parser, read_as_bytes, nullptr);
  XML_SetReturnNSTriplet(parser, 1);
  XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
  // Otherwise a reference to what is not defined would be an error.
  XML_UseForeignDTD(parser, XML_TRUE);
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, kMaxAmplification);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, kAmplificationFrom);
  XML_SetElementHandler(parser, XmlEvents::start, XmlEvents::end);
  XML_SetCharacterDataHandler(parser, XmlEvents::text);
  XML_SetDefaultHandler(parser, XmlEvents::other);
  XML_SetEntityDeclHandler(parser, XmlEvents::entity);
}

XmlReader::~XmlReader() = default;

/// Long text in a CDATA section comes in pieces, of which each says that it goes on to the end: the first is
/// given as the whole, and the others are empty.
std::string_view XmlReader::take_event() {
  const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_.get()));
  const auto size = static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_.get()));
  if (at < given_ && at + size == given_) return {};
  if (at < given_ || at + size > parsed_) {
    stop(FailureReason::feed_malformed);
    return {};
  }
  give_other(at);
  given_ = at + size;
  return std::string_view(buffer_).substr(static_cast<std::size_t>(at - begin_),
                                          static_cast<std::size_t>(size));
}

void XmlReader::give_other(std::uint64_t end) {
  if (end == given_) return;
  handler_.other(std::string_view(buffer_).substr(static_cast<std::size_t>(given_ - begin_),
                                                  static_cast<std::size_t>(end - given_)));
  given_ = end;
}

void XmlReader::stop(FailureReason reason) {
  if (!failure_) failure_ = reason;
  XML_StopParser(parser_.get(), XML_FALSE);
}

/// A byte order mark means nothing here; and readers of feeds put up with white space before a declaration.
std::string_view XmlReader::without_prolog(std::string_view bytes) {
  std::size_t at = 0;
  while (in_prolog_ && at < bytes.size()) {
    if (mark_seen_ < html::kByteOrderMark.size() && bytes[at] == html::kByteOrderMark[mark_seen_]) {
      ++mark_seen_;
    } else if (!is_xml_space(bytes[at])) {
      in_prolog_ = false;
      break;
    }
    ++at;
  }
  if (at > 0) handler_.other(bytes.substr(0, at));
  return bytes.substr(at);
}

boost::system::result<void, FailureReason> XmlReader::write(std::string_view bytes) {
  buffer_ += without_prolog(bytes);
  const std::uint64_t waiting = begin_ + buffer_.size() - parsed_;
  return waiting < std::max(kBatchBytes, parsed_ - given_) ? boost::system::result<void, FailureReason>()
                                                           : parse(false);
}

boost::system::result<void, FailureReason> XmlReader::finish() {
  if (auto parsed = parse(true); !parsed) return parsed;
  give_other(parsed_);
  return {};
}

boost::system::result<void, FailureReason> XmlReader::parse(bool last) {
  // Expat takes lengths as int.
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;
  bool more = true;
  while (more) {
    std::string_view next = std::string_view(buffer_).substr(static_cast<std::size_t>(parsed_ - begin_));
    next = next.substr(0, kMostAtOnce);
    parsed_ += next.size();
    more = parsed_ < begin_ + buffer_.size();
    const bool is_final = last && !more;
    const auto status =
        XML_Parse(parser_.get(), next.data(), static_cast<int>(next.size()), is_final ? 1 : 0);
    if (failure_) return *failure_;
    if (status != XML_STATUS_OK) return FailureReason::feed_malformed;
    if (parsed_ - given_ > kMaxTokenBytes) return FailureReason::token_too_long;
  }
  buffer_.erase(0, static_cast<std::size_t>(given_ - begin_));
  begin_ = given_;
  return {};
}

}  // namespace caveat::filter
