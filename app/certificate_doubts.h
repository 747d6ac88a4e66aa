// Why readers' browsers would refuse a certificate that can be loaded.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "proxy/server_options.h"
#include "proxy/tls_context.h"

namespace caveat::app {

/// Whether it is over, or has not begun, at `now`.
bool is_out_of_date(const proxy::CertificateValidity& certificate, std::chrono::sys_seconds now);

/// A line for each certificate that is out of date at `now`, or for no host of `sites`, and for each host
/// that none of them is for.
std::vector<std::string> certificate_doubts(const std::vector<proxy::CertificateValidity>& certificates,
                                            const std::vector<proxy::SiteOptions>& sites,
                                            std::chrono::sys_seconds now);

/// Why `next` should not take the place of `in_force`: something in it is out of date, and nothing that is
/// shown now. Empty if it may.
std::string worse_certificates(const std::vector<proxy::CertificateValidity>& in_force,
                               const std::vector<proxy::CertificateValidity>& next,
                               std::chrono::sys_seconds now);

}  // namespace caveat::app
