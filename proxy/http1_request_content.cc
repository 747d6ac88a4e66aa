#include "proxy/http1_request_content.h"

#include <boost/asio/error.hpp>

namespace caveat::proxy {

namespace asio = boost::asio;
using boost::system::error_code;

asio::awaitable<ContentFailure> Http1RequestContent::next(std::vector<std::string_view>& pieces) {
  for (;;) {
    const auto used = messages_.read_body(reader_.input(), pieces);
    if (!used) co_return ContentFailure{400, "request_body"};
    used_ = *used;
    if (!pieces.empty() || messages_.done()) co_return ContentFailure{};
    consume();
    const error_code error = co_await reader_.fill(idle_time_);
    if (!error) continue;
    const bool slow = error == asio::error::timed_out;
    co_return ContentFailure{slow ? 408 : 400, slow ? "request_body_timeout" : "request_body_cut"};
  }
}

void Http1RequestContent::consume() {
  reader_.consume(used_);
  used_ = 0;
}

}  // namespace caveat::proxy
