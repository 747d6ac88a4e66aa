// The arguments of an audit as what it asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/audit_command.h"
#include "audit/question.h"

namespace caveat::app {

/// Prints what is wrong with an argument, and answers nullopt then.
std::optional<audit::Question> question_or_complain(const AuditArguments& arguments);

/// The archives one by one: lists are taken apart, each archive comes once. Complains of what is not there.
std::optional<std::vector<std::string>> archives_or_complain(const std::vector<std::string>& named);

/// That, but it is no fault to name none.
std::optional<std::vector<std::string>> bodies_or_complain(const std::vector<std::string>& named);

}  // namespace caveat::app
