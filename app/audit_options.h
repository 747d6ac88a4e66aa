// What can be typed after `caveat audit`.
#pragma once

#include "app/audit_command.h"

namespace CLI {
class App;
}

namespace caveat::app {

/// What is asked of which archives, and how the work is done. `arguments` must outlive the parse.
void add_question_options(CLI::App& audit, AuditArguments& arguments);

/// That, and what becomes of the answer.
void add_audit_options(CLI::App& audit, AuditArguments& arguments);

}  // namespace caveat::app
