#include "audit/formats/har_parser.h"

#include <boost/json/basic_parser_impl.hpp>

#include "audit/formats/har_handler.h"
#include "rules/byte_order_mark.h"

namespace caveat::audit {
namespace {

/// Chrome writes the stack of what asked for a page, call within call.
constexpr std::size_t kDeepestNesting = 10'000;

boost::json::parse_options lenient() {
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;
  options.max_depth = kDeepestNesting;
  return options;
}

}  // namespace

struct HarParser::Parser {
  boost::json::basic_parser<HarHandler> json{lenient()};
};

HarParser::HarParser() : parser_(std::make_unique<Parser>()) {}

HarParser::~HarParser() = default;

bool HarParser::write(std::string_view text) {
  if (!has_begun_ && text.starts_with(rules::kByteOrderMark))
    text.remove_prefix(rules::kByteOrderMark.size());
  has_begun_ = true;
  if (parser_->json.done()) {
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) problem_ = "text follows the JSON";
    return problem_.empty();
  }
  boost::json::error_code error;
  const std::size_t used = parser_->json.write_some(true, text.data(), text.size(), error);
  if (error) problem_ = "the JSON is broken: " + error.message();
  return !error && (used == text.size() || write(text.substr(used)));
}

bool HarParser::finish() {
  if (!problem_.empty()) return false;
  boost::json::error_code error;
  if (!parser_->json.done()) parser_->json.write_some(false, "", 0, error);
  if (error || !parser_->json.done()) problem_ = "the JSON ends too early";
  return problem_.empty();
}

bool HarParser::has_entries() const {
  return parser_->json.handler().has_entries();
}

std::deque<HarEntry>& HarParser::entries() {
  return parser_->json.handler().entries;
}

}  // namespace caveat::audit
