#include "app/exposed_keys.h"

#include <sys/stat.h>

#include <set>

namespace caveat::app {
namespace {

std::string exposure_of(const std::string& key) {
  struct stat status {};
  if (::stat(key.c_str(), &status) != 0) return {};
  if ((status.st_mode & S_IROTH) != 0) {
    return "the key " + key +
           " may be read by every user of this machine, who can then pass for the site: chmod 600 " + key +
           ", and hand it over by LoadCredential= where the service has a user of its own";
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return "the key " + key + " may be written by others than its owner: chmod go-w " + key;
  return {};
}

}  // namespace

std::vector<std::string> exposed_keys(const ServeConfiguration& configuration) {
  std::set<std::string> keys;
  for (const proxy::CertificateFiles& files : configuration.tls.certificates) keys.insert(files.key);
  for (const proxy::SiteOptions& site : configuration.server.sites) {
    if (site.upstream.tls.certificate) keys.insert(site.upstream.tls.certificate->key);
  }
  std::vector<std::string> warnings;
  for (const std::string& key : keys) {
    if (std::string exposure = exposure_of(key); !exposure.empty()) warnings.push_back(std::move(exposure));
  }
  return warnings;
}

}  // namespace caveat::app
