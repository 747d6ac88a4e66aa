#include "app/evidence_setup.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "proxy/server_log.h"

namespace caveat::app {
namespace {

constexpr std::string_view kSubject = "evidence";

void tell(const std::string& problem, bool required, proxy::Readiness& readiness) {
  if (problem.empty()) {
    readiness.sound(kSubject);
    proxy::log_info("evidence: records are kept again");
    return;
  }
  readiness.degraded(kSubject, "records cannot be kept");
  proxy::log_warning("evidence: " + problem +
                     (required ? ". Covered pages are refused with 503 until records can be kept"
                               : ". Covered pages are served without a record"));
}

}  // namespace

boost::system::result<std::shared_ptr<const rules::SigningKey>, std::string> read_evidence_key(
    const std::string& path) {
  struct stat status {};
  std::ifstream file(path, std::ios::binary);
  if (!file || ::stat(path.c_str(), &status) != 0)
    return "the key " + path + " cannot be read: " + std::strerror(errno);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return "the key " + path + " may be read by others: chmod 600 " + path;
  const std::string pem{std::istreambuf_iterator<char>(file), {}};
  auto key = rules::SigningKey::read(pem, [] { return std::string(); });
  if (!key) {
    return "the key " + path +
           " is no Ed25519 key without a passphrase: make one with openssl genpkey -algorithm ed25519";
  }
  return std::make_shared<const rules::SigningKey>(*std::move(key));
}

std::string prepare_evidence_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? "the folder of the evidence, " + folder + ": " + error.message() : "";
}

boost::system::result<std::unique_ptr<audit::Journal>, std::string> open_evidence(
    const EvidenceConfiguration& configuration, std::shared_ptr<const rules::SigningKey> key,
    proxy::Readiness& readiness) {
  audit::JournalOptions options;
  options.folder = configuration.folder;
  options.origin = configuration.origin;
  options.program = "caveat " CAVEAT_VERSION;
  options.key = std::move(key);
  options.sync_interval = configuration.sync_interval;
  options.rotate_bytes = configuration.rotate_bytes;
  options.rotate_daily = configuration.rotate_daily;
  options.checkpoint_interval = configuration.checkpoint_interval;
  const bool required = configuration.mode == EvidenceMode::required;
  auto journal = audit::Journal::open(
      std::move(options),
      {.problem = [required, &readiness](const std::string& problem) { tell(problem, required, readiness); },
       .kept = nullptr});
  if (!journal) return "the evidence cannot be written: " + journal.error();
  if (!(*journal)->damage().empty()) proxy::log_warning("evidence: " + (*journal)->damage());
  return *std::move(journal);
}

}  // namespace caveat::app
