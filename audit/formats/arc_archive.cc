#include "audit/formats/arc_archive.h"

#include <algorithm>
#include <utility>

#include "audit/formats/archived_head.h"
#include "audit/formats/web_url.h"

namespace caveat::audit {
namespace {

constexpr std::size_t kMostLine = 16 * 1024;

}  // namespace

ArcArchive::ArcArchive(std::string name, std::unique_ptr<ArchiveWindow> window)
    : name_(std::move(name)),
      window_(std::move(window)),
      block_(*window_, begins_arc_record),
      payload_(block_) {}

boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> ArcArchive::next() {
  payload_.begin_absent({});
  for (;;) {
    if (auto unfinished = finish_record()) return *std::move(unfinished);
    const std::string_view line = next_line();
    if (window_->peek(1).empty()) {
      if (window_->damage().empty()) return std::optional<ArchivedExchange>();
      return lost(std::string(window_->damage()));
    }
    const auto header = parse_arc_header(line);
    if (!header) return lost("no ARC record begins here");
    window_->skip(std::min(line.size() + 1, window_->peek(1).size()));
    block_.begin(header->length, {});
    if (is_web_url(header->url)) return exchange_of(*header);
  }
}

/// Tells only what nobody read far enough to see.
std::optional<ArchiveFault> ArcArchive::finish_record() {
  const bool was_cut = block_.is_cut();
  block_.pass_rest();
  const bool is_news = block_.is_cut() && !was_cut && window_->damage().empty();
  block_.begin(0, {});
  if (!is_news) return std::nullopt;
  return ArchiveFault{place_, "the record ends before its length says", false};
}

/// The next line that is not empty, without its end; kept until the next call.
std::string_view ArcArchive::next_line() {
  std::string_view view = window_->peek(1);
  while (!view.empty()) {
    const std::size_t text = view.find_first_not_of("\r\n");
    window_->skip(std::min(text, view.size()));
    if (text != std::string_view::npos) break;
    view = window_->peek(1);
  }
  view = window_->peek(kMostLine).substr(0, kMostLine);
  place_ = {name_, window_->place(), "record " + std::to_string(++number_)};
  line_ = view.substr(0, view.find('\n'));
  return line_;
}

/// A fault at `place_`, after which the window is where the next record begins, if there is one.
ArchiveFault ArcArchive::lost(std::string_view reason) {
  ArchiveFault found{place_, std::string(reason), false};
  found.is_last = !find_record();
  return found;
}

bool ArcArchive::find_record() {
  for (;;) {
    const std::string_view view = window_->peek(kMostLine);
    if (view.empty()) return !window_->damage().empty() && window_->recover(begins_arc_record);
    const std::size_t end = view.find('\n');
    window_->skip(end == std::string_view::npos ? view.size() : end + 1);
    if (end != std::string_view::npos && begins_arc_record(window_->peek(kMostLine))) return true;
  }
}

ArcArchive::Found ArcArchive::exchange_of(const ArcHeader& header) {
  ArchivedExchange exchange;
  exchange.place = place_;
  exchange.url = header.url;
  exchange.time = header.time;
  const std::string_view beginning = block_.peek(kMostHeadBytes);
  if (beginning.empty()) {
    exchange.head.status = 0;
    payload_.begin_absent("the record is empty");
    return finished(std::move(exchange));
  }
  const std::size_t length = head_length(beginning).value_or(beginning.size());
  auto head = parse_archived_response(beginning.substr(0, length));
  if (head && length > kMostHeadBytes) {
    return ArchiveFault{place_, "the head of the response is longer than 64 KiB", false};
  }
  exchange.head.status = 0;
  if (head) {
    block_.skip(length);
    exchange.head = *std::move(head);
  } else if (!header.media_type.empty() && header.media_type != "-") {
    exchange.head.fields.append("Content-Type", header.media_type);
  }
  payload_.begin(exchange.head, exchange.method, {});
  return finished(std::move(exchange));
}

ArchivedExchange ArcArchive::finished(ArchivedExchange exchange) {
  exchange.body = payload_.state();
  exchange.body_flaw = payload_.flaw();
  return exchange;
}

}  // namespace caveat::audit
