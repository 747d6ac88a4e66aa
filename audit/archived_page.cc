#include "audit/archived_page.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "filter/content_coding.h"
#include "filter/html_sniffer.h"
#include "rules/carrier.h"

namespace caveat::audit {
namespace {

using Body = filter::ResponsePlan::Body;

class BoundedSink final : public html::ByteSink {
 public:
  BoundedSink(std::string& into, std::size_t most_bytes) : into_(into), most_bytes_(most_bytes) {}

  void write(std::string_view bytes) override {
    const std::size_t room = most_bytes_ - into_.size();
    over_ = over_ || bytes.size() > room;
    into_ += bytes.substr(0, room);
  }
  bool over() const { return over_; }

 private:
  std::string& into_;
  std::size_t most_bytes_;
  bool over_ = false;
};

filter::ResponseHead head_of(const ArchivedExchange& exchange) {
  filter::ResponseHead head = exchange.head;
  if (head.status == 0) head.status = 200;
  return head;
}

std::string problem_of(const ArchivedResponse& response) {
  if (response.exchange.body == ArchivedBody::no_answer) return "response-absent";
  if (!response.has_body) return {};
  switch (response.exchange.body) {
    case ArchivedBody::absent:
      return "body-absent";
    case ArchivedBody::elsewhere:
      return "revisit-unresolved";
    case ArchivedBody::truncated:
      return "body-truncated";
    case ArchivedBody::converted:
      return "body-converted";
    case ArchivedBody::no_answer:
    case ArchivedBody::whole:
      break;
  }
  return response.too_large ? "page-too-large" : "";
}

/// UTF-16 and the like: what is ASCII to people is none in bytes.
bool may_be_no_ascii(std::string_view body, std::string_view header_charset) {
  const std::string_view beginning = body.substr(0, 1024);
  return beginning.find('\0') != std::string_view::npos || beginning.starts_with("\xFE\xFF") ||
         beginning.starts_with("\xFF\xFE") || beginning.find('\x1B') != std::string_view::npos ||
         header_charset.find("16") != std::string_view::npos;
}

/// By memmem: string_view::find stops at every "d".
bool has_mark(std::string_view body) {
  constexpr std::string_view kAttribute = "data-caveat";
  return ::memmem(body.data(), body.size(), kAttribute.data(), kAttribute.size()) != nullptr;
}

/// Nothing that is coded begins so.
bool is_markup(std::string_view body) {
  return filter::sniff_html(body.substr(0, 1024), true) != filter::Sniffed::other && body.find('<') < 1024;
}

}  // namespace

bool needs_body(const ArchivedExchange& exchange) {
  if (exchange.body == ArchivedBody::no_answer) return false;
  const filter::ResponsePlan plan = filter::plan_response(head_of(exchange));
  switch (plan.body) {
    case Body::none:
      return false;
    case Body::page:
    case Body::xhtml:
    case Body::unknown:
      return true;
    case Body::other:
      break;
  }
  return rules::may_be_feed_type(plan.content_type) || rules::is_feed_type(plan.content_type) ||
         rules::is_json_type(plan.content_type) || plan.content_type == "text/plain";
}

ArchivedResponse take_response(ArchivedExchange exchange, Archive& archive, std::size_t most_bytes) {
  ArchivedResponse response;
  response.has_body = needs_body(exchange);
  if (response.has_body) {
    // Saves copying; more than this is believed only once it is there.
    constexpr std::uint64_t kMostReserved = std::uint64_t{1024} * 1024;
    const std::uint64_t said = filter::content_length(exchange.head.fields).value_or(0);
    response.body.reserve(static_cast<std::size_t>(std::min(said, kMostReserved)));
  }
  while (response.has_body) {
    const std::string_view piece = archive.read_body();
    if (piece.empty()) break;
    const std::size_t room = most_bytes - response.body.size();
    response.body += piece.substr(0, room);
    response.too_large = piece.size() > room;
    if (response.too_large) break;
  }
  response.exchange = std::move(exchange);
  if (response.has_body && !response.too_large) {
    response.exchange.body = archive.body_state();
    response.exchange.body_flaw = archive.body_flaw();
  }
  archive.complete(response.exchange);
  return response;
}

ArchivedPage::ArchivedPage(ArchivedResponse response, std::size_t most_bytes)
    : head_(head_of(response.exchange)), problem_(problem_of(response)) {
  plan_ = filter::plan_response(head_);
  exchange_ = std::move(response.exchange);
  if (problem_.empty() && response.has_body) decode(std::move(response.body), most_bytes);
  head_.fields.remove("Content-Encoding");
  head_.fields.remove("Transfer-Encoding");
  head_.fields.remove("Content-Length");
  if (problem_.empty() && response.has_body && body_.empty()) {
    // However its end was framed: a redirect without any HTML is no page to the filter.
    head_.fields.append("Content-Length", "0");
    plan_ = filter::plan_response(head_);
  }
  may_have_marks_ = has_mark(body_) || may_be_no_ascii(body_, plan_.charset);
}

void ArchivedPage::decode(std::string coded, std::size_t most_bytes) {
  const auto coding = filter::content_coding_of(head_.fields.combined("Content-Encoding"));
  if (!coding) {
    problem_ = "coding-unknown";
    return;
  }
  if (*coding == filter::ContentCoding::identity) {
    body_ = std::move(coded);
    return;
  }
  const auto decoder = filter::make_decoder(*coding, {});
  BoundedSink sink(body_, most_bytes);
  const auto decoded = decoder->write(coded, sink);
  const bool ended = decoded && decoder->finish();
  if (!ended && !sink.over() && is_markup(coded)) {
    // Whoever stored it had undone the coding, and left the field that tells of it.
    body_ = std::move(coded);
    return;
  }
  if (sink.over() || (!decoded && decoded.error() == filter::DecodingError::bomb)) {
    problem_ = "page-too-large";
  } else if (!ended) {
    problem_ = "coding-corrupt";
  }
  if (!problem_.empty()) body_.clear();
}

bool ArchivedPage::may_be_page() const {
  return plan_.body == Body::page || plan_.body == Body::xhtml || plan_.body == Body::unknown;
}

const filter::ReadablePage* ArchivedPage::readable() const {
  if (!read_) {
    readable_ = filter::readable_page(body_, plan_.charset);
    read_ = true;
  }
  return readable_ ? &*readable_ : nullptr;
}

}  // namespace caveat::audit
