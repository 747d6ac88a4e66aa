// What a request says of its reader, to be looked for in the response before a copy of that is kept.
#pragma once

#include <string>
#include <vector>

#include "proxy/addressed_request.h"

namespace caveat::proxy {

/// Address, query, user agent, referrer and cookies, from every line that has them; each in the bytes in
/// which it was sent, as a whole and in the parts that a page may show by themselves: values of queries and
/// of cookies.
std::vector<std::string> reader_words(const AddressedRequest& request);

/// Whether a page that says a value of the query, or of the referrer's, says it in bytes that can be looked
/// for.
bool reader_would_be_found(const AddressedRequest& request);

}  // namespace caveat::proxy
