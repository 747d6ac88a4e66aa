// What can be typed after `caveat audit`.
#pragma once

#include "app/audit_command.h"

namespace CLI {
class App;
}

namespace caveat::app {

/// `arguments` must outlive the parse.
void add_audit_options(CLI::App& audit, AuditArguments& arguments);

}  // namespace caveat::app
