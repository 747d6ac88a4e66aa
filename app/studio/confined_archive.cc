#include "app/studio/confined_archive.h"

#include <filesystem>
#include <utility>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// The file that an exchange is read from.
std::string file_of(const audit::ArchivePlace& place) {
  std::error_code error;
  return fs::is_directory(place.archive, error) ? (fs::path(place.archive) / place.record).string()
                                                : place.archive;
}

class ConfinedArchive final : public audit::Archive {
 public:
  ConfinedArchive(std::unique_ptr<audit::Archive> archive, MayRead may_read)
      : archive_(std::move(archive)), may_read_(std::move(may_read)) {}

  boost::system::result<std::optional<audit::ArchivedExchange>, audit::ArchiveFault> next() override {
    auto found = archive_->next();
    if (!found || !*found || may_read_(file_of((*found)->place))) return found;
    return audit::ArchiveFault{(*found)->place, "it lies outside of the folder", false};
  }
  std::string_view read_body() override { return archive_->read_body(); }
  audit::ArchivedBody body_state() const override { return archive_->body_state(); }
  const std::string& body_flaw() const override { return archive_->body_flaw(); }
  void complete(audit::ArchivedExchange& exchange) override { archive_->complete(exchange); }
  std::vector<std::string> payload_keys() const override { return archive_->payload_keys(); }
  std::optional<std::uint64_t> next_record_place() const override { return archive_->next_record_place(); }
  std::uint64_t position() const override { return archive_->position(); }

 private:
  std::unique_ptr<audit::Archive> archive_;
  MayRead may_read_;
};

}  // namespace

std::unique_ptr<audit::Archive> confined(std::unique_ptr<audit::Archive> archive, MayRead may_read) {
  return std::make_unique<ConfinedArchive>(std::move(archive), std::move(may_read));
}

}  // namespace caveat::app
