#include "audit/formats/archive_list.h"

#include <filesystem>
#include <utility>

namespace caveat::audit {

ArchiveList::ArchiveList(std::vector<std::string> paths, Open open) : paths_(std::move(paths)), open_(open) {}

boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> ArchiveList::next() {
  for (;;) {
    if (!current_) {
      if (next_ == paths_.size()) return std::optional<ArchivedExchange>();
      auto opened = open_(paths_[next_++]);
      if (!opened) {
        ArchiveFault fault = opened.error();
        fault.is_last = next_ == paths_.size();
        return fault;
      }
      current_ = *std::move(opened);
    }
    auto found = current_->next();
    const bool is_over = found ? !found->has_value() : found.error().is_last;
    if (is_over) {
      passed_ += current_->position();
      current_.reset();
    }
    if (!found) {
      ArchiveFault fault = found.error();
      fault.is_last = fault.is_last && next_ == paths_.size();
      return fault;
    }
    if (*found) return found;
  }
}

std::string_view ArchiveList::read_body() {
  return current_ ? current_->read_body() : std::string_view();
}

ArchivedBody ArchiveList::body_state() const {
  return current_ ? current_->body_state() : ArchivedBody::absent;
}

const std::string& ArchiveList::body_flaw() const {
  static const std::string kNone;
  return current_ ? current_->body_flaw() : kNone;
}

std::uint64_t ArchiveList::position() const {
  return passed_ + (current_ ? current_->position() : 0);
}

std::vector<std::string> listed_paths(std::string_view text, const std::string& folder) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    // No file is called so; systems would take the path to end there.
    if (line.find('\0') != std::string_view::npos) continue;
    paths.push_back((std::filesystem::path(folder) / line).string());
  }
  return paths;
}

}  // namespace caveat::audit
