// Several archives, one after another.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audit/archive.h"

namespace caveat::audit {

/// Opens each when the one before is over. An archive that cannot be opened is a fault; the run goes on.
class ArchiveList final : public Archive {
 public:
  /// Opens the archive at a path.
  using Open = boost::system::result<std::unique_ptr<Archive>, ArchiveFault> (*)(const std::string& path);
  ArchiveList(std::vector<std::string> paths, Open open);

  boost::system::result<std::optional<ArchivedExchange>, ArchiveFault> next() override;
  std::string_view read_body() override;
  ArchivedBody body_state() const override;
  const std::string& body_flaw() const override;
  void complete(ArchivedExchange& exchange) override {
    if (current_) current_->complete(exchange);
  }
  std::uint64_t position() const override;

 private:
  std::vector<std::string> paths_;
  std::size_t next_ = 0;
  Open open_;
  std::unique_ptr<Archive> current_;
  std::uint64_t passed_ = 0;  ///< of the archives before
};

/// The paths in the text of a list: one a line, relative to `folder`; lines that begin with # are none.
std::vector<std::string> listed_paths(std::string_view text, const std::string& folder);

}  // namespace caveat::audit
