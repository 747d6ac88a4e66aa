#include "app/partial_files.h"

#include <sys/resource.h>

#include <cerrno>
#include <iostream>
#include <system_error>
#include <utility>

#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

void complain(const std::string& path, const audit::PartialFault& fault) {
  std::cerr << "caveat: " << rules::harmless_text(path);
  if (fault.line > 0) std::cerr << ':' << fault.line;
  std::cerr << ": " << fault.reason << '\n';
}

/// One is open for each partial; a shell's usual limit is 1024.
void allow_many_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

std::optional<PartialFiles> PartialFiles::open_or_complain(const std::vector<std::string>& paths) {
  allow_many_files();
  PartialFiles files;
  files.paths_ = paths;
  for (const std::string& path : paths) {
    files.files_.push_back(std::make_unique<std::ifstream>(path, std::ios::binary));
    if (!files.files_.back()->is_open()) {
      complain(path, {std::generic_category().message(errno), 0});
      return std::nullopt;
    }
    auto reader = audit::PartialReader::open(*files.files_.back());
    if (!reader) {
      complain(path, reader.error());
      return std::nullopt;
    }
    files.readers_.push_back(*std::move(reader));
  }
  auto head = audit::merged_head(files.readers_);
  if (!head) {
    complain(paths[head.error().part], head.error().fault);
    return std::nullopt;
  }
  files.head_ = *std::move(head);
  return files;
}

bool PartialFiles::take_unauditable_or_complain(
    const std::function<void(const audit::UnauditableReading&)>& take) {
  const auto fault = audit::merge_unauditable(readers_, take);
  if (fault) complain(paths_[fault->part], fault->fault);
  return !fault;
}

bool PartialFiles::take_or_complain(const std::function<void(const audit::ReportedFinding&)>& take) {
  const auto fault = audit::merge_findings(readers_, take);
  if (fault) complain(paths_[fault->part], fault->fault);
  return !fault;
}

}  // namespace caveat::app
