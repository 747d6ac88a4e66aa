#include "audit/formats/warc_archive.h"

#include <utility>

#include "audit/formats/archived_head.h"
#include "audit/formats/capture_fields.h"
#include "audit/formats/revisit_keys.h"
#include "audit/formats/web_url.h"

namespace caveat::audit {

WarcArchive::WarcArchive(std::string name, std::unique_ptr<ArchiveWindow> window)
    : records_(std::move(name), std::move(window)), payload_(records_.block()) {}

boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> WarcArchive::next() {
  payload_.begin_absent({});
  original_.reset();
  own_keys_.clear();
  for (;;) {
    const auto has_record = ahead_ ? *std::exchange(ahead_, std::nullopt) : records_.next();
    if (!has_record) return has_record.error();
    if (!*has_record) return std::optional<ArchivedExchange>();
    const std::string& type = records_.header().type();
    if (type == "request") {
      remember_request();
    } else if (type == "metadata") {
      remember_note();
    } else {
      auto found = exchange_of(type);
      if (!found || *found) return found;
    }
  }
}

/// Nothing for records that hold no response of the web.
WarcArchive::Found WarcArchive::exchange_of(std::string_view type) {
  const bool is_response = type == "response" || type == "revisit";
  if (type == "continuation") return records_.fault("a segment whose beginning is not before it");
  if (!is_response && type != "resource" && type != "conversion") return std::optional<ArchivedExchange>();
  const std::string_view target = records_.header().target();
  if (target.empty()) return records_.fault("the record has no WARC-Target-URI");
  if (!is_web_url(target)) return std::optional<ArchivedExchange>();
  if (records_.header().field("WARC-Segment-Number") == "1") {
    records_.join_segments([this] { payload_.is_beginning("its other segments do not follow"); });
  }
  if (type == "response") return response();
  return std::optional(type == "revisit" ? revisit() : resource());
}

WarcArchive::Found WarcArchive::response() {
  const std::string_view head = block_head();
  if (head.empty()) return records_.fault("the head of the response is longer than 64 KiB, or there is none");
  auto parsed = parse_archived_response(head);
  if (!parsed) return records_.fault("no HTTP response begins in the record");
  records_.block().skip(head.size());
  ArchivedExchange exchange = begin_exchange();
  exchange.head = *std::move(parsed);
  remember_payload(exchange.place.offset);
  payload_.begin(exchange.head, exchange.method, records_.header().field("WARC-Payload-Digest"));
  const std::string_view truncated = records_.header().field("WARC-Truncated");
  if (!truncated.empty()) payload_.is_beginning("the crawler cut it: " + std::string(truncated));
  exchange.body = payload_.state();
  exchange.body_flaw = payload_.flaw();
  return std::optional(std::move(exchange));
}

ArchivedExchange WarcArchive::resource() {
  ArchivedExchange exchange = begin_exchange();
  exchange.head.status = 0;
  const std::string_view media_type = records_.header().field("Content-Type");
  if (!media_type.empty()) exchange.head.fields.append("Content-Type", media_type);
  if (records_.header().type() == "conversion") {
    payload_.begin_converted();
  } else {
    remember_payload(exchange.place.offset);
    payload_.begin(exchange.head, exchange.method, records_.header().field("WARC-Payload-Digest"));
  }
  exchange.body = payload_.state();
  exchange.body_flaw = payload_.flaw();
  return exchange;
}

/// The body is that of another record.
ArchivedExchange WarcArchive::revisit() {
  const std::string_view head = block_head();
  auto parsed = parse_archived_response(head);
  ArchivedExchange exchange = begin_exchange();
  exchange.head.status = 0;
  const bool has_head = parsed.has_value();
  if (has_head) exchange.head = *std::move(parsed);
  const bool has_body = exchange.head.status != 304;
  if (has_body) payload_.begin_elsewhere("a revisit, and what it is of is not before it in this archive");
  if (has_body && !find_original(exchange, has_head))
    exchange.revisit_of = keys_of_revisited(records_.header());
  exchange.body = body_state();
  exchange.body_flaw = body_flaw();
  return exchange;
}

void WarcArchive::remember_payload(std::uint64_t offset) {
  own_keys_ = keys_of_payload(records_.header());
  for (const std::string& key : own_keys_) originals_.remember(key, offset);
}

/// The first that one of its keys leads to, if that is what it is said to be.
bool WarcArchive::find_original(ArchivedExchange& revisit, bool has_head) {
  for (const std::string& key : keys_of_revisited(records_.header())) {
    const auto offset = originals_.find(key);
    auto archive = offset ? open_payload_at(revisit.place.archive, *offset, key) : FoundPayload();
    if (!archive.archive) continue;
    take_head_of(archive.exchange, has_head, revisit);
    original_ = std::move(archive.archive);
    return true;
  }
  return false;
}

ArchivedExchange WarcArchive::begin_exchange() {
  ArchivedExchange exchange;
  exchange.place = records_.place();
  exchange.url = records_.header().target();
  exchange.time = records_.header().time();
  concurrent_to_ = records_.header().field("WARC-Concurrent-To");
  join_request(exchange);
  const bool is_noted =
      note_ && !note_->concurrent_to.empty() && note_->concurrent_to == exchange.place.record;
  if (is_noted) exchange.capture = std::move(note_->note);
  note_.reset();
  return exchange;
}

void WarcArchive::join_request(ArchivedExchange& exchange) {
  if (!request_) return;
  const bool is_its = request_->url == exchange.url &&
                      (request_->concurrent_to == exchange.place.record || request_->concurrent_to.empty() ||
                       records_.header().has("WARC-Concurrent-To", request_->id));
  if (is_its) {
    exchange.method = std::move(request_->head.method);
    exchange.request_fields = std::move(request_->head.fields);
  }
  request_.reset();
}

void WarcArchive::remember_request() {
  request_.reset();
  auto head = parse_archived_request(block_head());
  if (!head) return;
  const WarcHeader& header = records_.header();
  request_ = StoredRequest{records_.place().record, std::string(header.field("WARC-Concurrent-To")),
                           std::string(header.target()), *std::move(head)};
}

void WarcArchive::remember_note() {
  auto note = note_here();
  if (note) note_ = StoredNote{std::string(records_.header().field("WARC-Concurrent-To")), *std::move(note)};
}

std::optional<CaptureNote> WarcArchive::note_here() {
  const WarcHeader& header = records_.header();
  const std::uint64_t length = header.block_length();
  if (length > kMostHeadBytes || !header.field("Content-Type").starts_with("application/warc-fields"))
    return std::nullopt;
  return parse_capture_fields(records_.block().peek(static_cast<std::size_t>(length)));
}

/// As most crawlers write them: the response, and behind it what was asked and what is known of it.
void WarcArchive::complete(ArchivedExchange& exchange) {
  while (!ahead_) {
    auto has_record = records_.next();
    const bool is_about = has_record && *has_record && take_what_is_about(exchange);
    if (!is_about) ahead_ = std::move(has_record);
  }
}

/// Whether the present record is about `exchange`, and of use to nobody else.
bool WarcArchive::take_what_is_about(ArchivedExchange& exchange) {
  const WarcHeader& header = records_.header();
  const std::string& record = exchange.place.record;
  const bool is_about = (!record.empty() && header.has("WARC-Concurrent-To", record)) ||
                        (!concurrent_to_.empty() && records_.place().record == concurrent_to_);
  if (!is_about) return false;
  if (header.type() == "metadata") {
    if (!exchange.capture) exchange.capture = note_here();
    return true;
  }
  if (header.type() != "request") return false;
  auto head = parse_archived_request(block_head());
  if (head && exchange.request_fields.size() == 0) {
    exchange.method = std::move(head->method);
    exchange.request_fields = std::move(head->fields);
  }
  return true;
}

std::optional<std::uint64_t> WarcArchive::next_record_place() const {
  const bool is_known = ahead_ && *ahead_ && **ahead_ && records_.may_be_read_from();
  return is_known ? std::optional(records_.place().offset) : std::nullopt;
}

/// The head at the beginning of the block, or all of it if there is nothing else; empty if it is too long.
std::string_view WarcArchive::block_head() {
  for (std::size_t least = 4096;; least *= 2) {
    const std::string_view view = records_.block().peek(least);
    const auto length = head_length(view);
    if (length) return *length <= kMostHeadBytes ? view.substr(0, *length) : std::string_view();
    if (view.size() < least && view.size() <= kMostHeadBytes) return view;
    if (least >= kMostHeadBytes) return {};
  }
}

}  // namespace caveat::audit
