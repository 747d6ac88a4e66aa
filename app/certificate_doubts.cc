#include "app/certificate_doubts.h"

#include <algorithm>

#include "rules/calendar.h"
#include "rules/site_pattern.h"

namespace caveat::app {
namespace {

using Certificates = std::vector<proxy::CertificateValidity>;

std::string described(const proxy::CertificateValidity& certificate) {
  return "the certificate " + certificate.file + (certificate.name.empty() ? "" : " for " + certificate.name);
}

std::string date_doubt(const proxy::CertificateValidity& certificate, std::chrono::sys_seconds now) {
  if (now >= certificate.not_after) {
    return described(certificate) + ", or one that it rests on, ended at " +
           rules::iso_time(certificate.not_after) + ": readers' browsers refuse it; renew it";
  }
  return described(certificate) + " begins only at " + rules::iso_time(certificate.not_before) +
         ": readers' browsers refuse it until then; is the clock right?";
}

bool is_for(const proxy::CertificateValidity& certificate, const rules::SitePattern& host) {
  return std::any_of(certificate.names.begin(), certificate.names.end(), [&](const std::string& name) {
    const auto pattern = rules::SitePattern::parse(name);
    return pattern && pattern->meets(host);
  });
}

}  // namespace

bool is_out_of_date(const proxy::CertificateValidity& certificate, std::chrono::sys_seconds now) {
  return now >= certificate.not_after || now < certificate.not_before;
}

std::vector<std::string> certificate_doubts(const Certificates& certificates,
                                            const std::vector<proxy::SiteOptions>& sites,
                                            std::chrono::sys_seconds now) {
  std::vector<std::string> doubts;
  if (certificates.empty()) return doubts;
  std::vector<rules::SitePattern> hosts;
  bool serves_any = false;
  for (const proxy::SiteOptions& site : sites) {
    hosts.insert(hosts.end(), site.hosts.begin(), site.hosts.end());
    serves_any = serves_any || site.hosts.empty();
  }
  for (const proxy::CertificateValidity& certificate : certificates) {
    if (is_out_of_date(certificate, now)) doubts.push_back(date_doubt(certificate, now));
    const bool is_wanted = serves_any || std::any_of(hosts.begin(), hosts.end(), [&](const auto& host) {
                             return is_for(certificate, host);
                           });
    if (!is_wanted)
      doubts.push_back(described(certificate) + " is for no host of any site: nobody asks for it");
  }
  for (const rules::SitePattern& host : hosts) {
    const bool has_one = host.matches_any_site() ||
                         std::any_of(certificates.begin(), certificates.end(),
                                     [&](const auto& certificate) { return is_for(certificate, host); });
    if (!has_one)
      doubts.push_back("no certificate is for `" + host.text() +
                       "`: who asks for it by https is refused by the browser");
  }
  return doubts;
}

std::string worse_certificates(const Certificates& in_force, const Certificates& next,
                               std::chrono::sys_seconds now) {
  const auto out_of_date = [&](const proxy::CertificateValidity& one) { return is_out_of_date(one, now); };
  const auto bad = std::find_if(next.begin(), next.end(), out_of_date);
  const bool is_worse =
      bad != next.end() && !in_force.empty() && std::none_of(in_force.begin(), in_force.end(), out_of_date);
  return is_worse ? date_doubt(*bad, now) : std::string();
}

}  // namespace caveat::app
