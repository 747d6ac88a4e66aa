// Times as text, in the two forms that leave the server.
#pragma once

#include <chrono>
#include <string>

namespace caveat::proxy {

/// IMF-fixdate (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::sys_seconds time);
/// That of this second.
std::string http_date_now();

/// RFC 3339, to the minute: "1994-11-06T08:49Z". No finer time is written down beside a request.
std::string minute_text(std::chrono::sys_time<std::chrono::minutes> minute);

}  // namespace caveat::proxy
