#include "audit/formats/warc_records.h"

#include <algorithm>
#include <utility>

#include "audit/formats/archived_head.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kWarcMagic = "WARC/";
constexpr std::size_t kVersionBytes = 8;

}  // namespace

WarcRecords::WarcRecords(std::string name, std::unique_ptr<ArchiveWindow> window)
    : name_(std::move(name)), window_(std::move(window)), block_(*window_, begins_warc_record) {}

boost::system::result<bool, ArchiveFault> WarcRecords::next() {
  if (auto unfinished = finish_record()) return *std::move(unfinished);
  skip_line_ends();
  const std::string_view beginning = window_->peek(kVersionBytes);
  place_ = {name_, window_->place(), {}};
  may_be_read_from_ = !window_->has_members() || window_->at_member_start();
  if (beginning.empty()) {
    if (window_->damage().empty()) return false;
    return lost(std::string(window_->damage()), '\n');
  }
  if (!begins_warc_record(beginning)) return lost("no WARC record begins here", '\n');
  const auto length = header_length();
  if (!length) {
    window_->skip(1);
    return lost(length.error(), kWarcMagic[0]);
  }
  const std::string_view wrong = header_.parse(window_->peek(*length).substr(0, *length));
  window_->skip(*length);
  place_.record = header_.field("WARC-Record-ID");
  if (!wrong.empty()) return lost(wrong, '\n');
  // The digest of a segment is not that of the block.
  const bool is_segment = !header_.field("WARC-Segment-Number").empty();
  block_.begin(header_.block_length(), is_segment ? "" : header_.field("WARC-Block-Digest"));
  return true;
}

/// Tells only what nobody read far enough to see.
std::optional<ArchiveFault> WarcRecords::finish_record() {
  const bool was_cut = block_.is_cut();
  block_.pass_rest();
  const bool is_news = block_.is_cut() && !was_cut && window_->damage().empty();
  block_.begin(0, {});
  if (!is_news) return std::nullopt;
  return fault("the record ends before its length says");
}

void WarcRecords::skip_line_ends() {
  for (std::string_view view = window_->peek(1); !view.empty(); view = window_->peek(1)) {
    const std::size_t text = view.find_first_not_of("\r\n");
    window_->skip(std::min(text, view.size()));
    if (text != std::string_view::npos) return;
  }
}

boost::system::result<std::size_t, std::string_view> WarcRecords::header_length() {
  for (std::size_t least = 1024; least <= kMostHeadBytes; least *= 2) {
    const std::string_view view = window_->peek(least);
    const auto length = head_length(view);
    if (length && *length <= kMostHeadBytes) return *length;
    if (view.size() >= least) continue;
    if (!window_->damage().empty()) return std::string_view(window_->damage());
    return std::string_view("the archive ends within the header of a record");
  }
  return std::string_view("the header of the record is longer than 64 KiB");
}

/// A fault at `place_`, after which the window is where the next record begins, if there is one.
ArchiveFault WarcRecords::lost(std::string_view reason, char before) {
  ArchiveFault found{place_, std::string(reason), false};
  found.is_last = !find_record(before);
  return found;
}

/// `before`: the byte before the window's first. Records begin lines, or members.
bool WarcRecords::find_record(char before) {
  for (;;) {
    const std::string_view view = window_->peek(kVersionBytes);
    if (view.size() < kVersionBytes) {
      return !window_->damage().empty() && window_->recover(begins_warc_record);
    }
    const std::size_t at = std::min(view.find(kWarcMagic), view.size() - kVersionBytes + 1);
    if (begins_warc_record(view.substr(at))) {
      const char last = at == 0 ? before : view[at - 1];
      const bool begins_member = at == 0 ? window_->at_member_start() : window_->next_member() == at;
      if (last == '\n' || begins_member) {
        window_->skip(at);
        return true;
      }
    }
    // The magic may begin in the last bytes of what is here.
    const std::size_t step = std::max<std::size_t>(at, 1);
    before = view[step - 1];
    window_->skip(step);
  }
}

void WarcRecords::join_segments(std::function<void()> on_missing) {
  block_.on_end([this, origin = std::string(header_.field("WARC-Record-ID")), number = std::uint64_t{1},
                 is_over = false, missing = std::move(on_missing)]() mutable {
    return !is_over && next_segment(origin, number, is_over, missing);
  });
}

bool WarcRecords::next_segment(std::string_view origin, std::uint64_t& number, bool& is_over,
                               const std::function<void()>& on_missing) {
  skip_line_ends();
  const auto length = begins_warc_record(window_->peek(kVersionBytes))
                          ? header_length()
                          : boost::system::result<std::size_t, std::string_view>(std::string_view("none"));
  const bool is_record = length && segment_.parse(window_->peek(*length).substr(0, *length)).empty();
  const bool follows = is_record && segment_.type() == "continuation" &&
                       segment_.field("WARC-Segment-Origin-ID") == origin &&
                       segment_.field("WARC-Segment-Number") == std::to_string(number + 1);
  if (!follows) {
    is_over = true;
    on_missing();
    return false;
  }
  ++number;
  window_->skip(*length);
  block_.extend(segment_.block_length());
  is_over = !segment_.field("WARC-Segment-Total-Length").empty();
  return true;
}

}  // namespace caveat::audit
