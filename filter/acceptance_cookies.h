// The cookies that say which notices a reader has accepted.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "filter/acceptance_keys.h"
#include "filter/head.h"
#include "rules/decision.h"

namespace caveat::filter {

/// Whether the reader's connection is encrypted: then the cookies' names say so (`__Host-`), and no other
/// host, nor anybody in between, can set them.
enum class Transport { plain, encrypted };

/// Terms whose acceptance a request brings along, signed and not over.
std::vector<std::string> accepted_terms(const FieldLines& request, const AcceptanceKeys& keys,
                                        Transport transport, std::chrono::sys_days today);

/// Takes those cookies out of what goes upstream, valid or not.
void remove_acceptances(FieldLines& request);

/// The value of a Set-Cookie field: out of reach of scripts and of other sites, for as long as it holds.
std::string acceptance_cookie(const rules::Terms& terms, const AcceptanceKeys& keys, Transport transport,
                              std::chrono::sys_days today);

}  // namespace caveat::filter
