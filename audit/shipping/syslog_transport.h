// Lines as messages of syslog (RFC 5424).
#pragma once

#include <memory>
#include <string>

#include "audit/shipping/line_transport.h"
#include "audit/shipping/syslog_address.h"

namespace caveat::audit {

/// The message that carries `line`: facility local0, severity informational, APP-NAME caveat, MSGID evidence,
/// no time finer than the line's own.
std::string syslog_message(std::string_view line);

/// Connects when there is something to send, and anew after a failure. A message is a datagram, by TCP it is
/// counted (RFC 6587, 3.4.1).
std::unique_ptr<LineTransport> syslog_transport(SyslogAddress address);

}  // namespace caveat::audit
