#include "audit/formats/har_archive.h"

#include <utility>

#include "audit/formats/web_url.h"

namespace caveat::audit {
namespace {

/// Small, so that few entries wait.
constexpr std::size_t kSlice = 16 * 1024;

}  // namespace

HarArchive::HarArchive(std::string name, std::unique_ptr<ArchiveWindow> window,
                       std::unique_ptr<HarContents> contents)
    : name_(std::move(name)), window_(std::move(window)), contents_(std::move(contents)) {}

HarArchive::HarArchive(const std::string& name, std::unique_ptr<ArchiveWindow> window)
    : HarArchive(name, std::move(window), contents_beside(name)) {}

boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> HarArchive::next() {
  body_.clear();
  body_given_ = true;
  for (;;) {
    if (parser_.entries().empty() && !read_entries()) {
      if (std::exchange(at_end_, true)) return std::optional<ArchivedExchange>();
      if (!window_->damage().empty()) return last_fault(window_->damage());
      if (!parser_.finish()) return last_fault(parser_.problem());
      if (!parser_.has_entries()) return last_fault("the JSON is no HAR: it has no log.entries");
      return std::optional<ArchivedExchange>();
    }
    HarEntry entry = std::move(parser_.entries().front());
    parser_.entries().pop_front();
    ++number_;
    if (entry.url.empty()) return ArchiveFault{place(), "the entry has no URL", false};
    if (!is_web_url(entry.url)) continue;
    read_content_file(entry);
    HarExchange made = exchange_of(std::move(entry));
    made.exchange.place = place();
    body_ = std::move(made.body);
    body_given_ = body_.empty();
    state_ = made.exchange.body;
    flaw_ = made.exchange.body_flaw;
    return std::optional(std::move(made.exchange));
  }
}

/// Reads until there is one. False where there is none any more.
bool HarArchive::read_entries() {
  while (!at_end_ && parser_.problem().empty() && parser_.entries().empty()) {
    const std::string_view text = window_->peek(1).substr(0, kSlice);
    if (text.empty() || !parser_.write(text)) break;
    window_->skip(text.size());
  }
  return !parser_.entries().empty();
}

void HarArchive::read_content_file(HarEntry& entry) {
  if (entry.text || entry.file.empty()) return;
  auto content = contents_->read(entry.file, HarParser::kMostTextBytes);
  if (!content) {
    entry.file_fault = content.error().reason;
    return;
  }
  entry.text_is_cut = content->is_cut;
  entry.text = std::move(content->bytes);
  entry.text_is_bytes = true;
}

std::string_view HarArchive::read_body() {
  return std::exchange(body_given_, true) ? std::string_view() : std::string_view(body_);
}

/// In JSON a byte tells nobody anything.
ArchivePlace HarArchive::place() const {
  return {name_, 0, "log.entries[" + std::to_string(number_ - 1) + "]"};
}

ArchiveFault HarArchive::last_fault(std::string reason) {
  return {{name_, window_->position(), {}}, std::move(reason), true};
}

}  // namespace caveat::audit
