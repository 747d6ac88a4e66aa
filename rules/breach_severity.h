// How bad it is where a page was not served as a rule says.
#pragma once

namespace caveat::rules {

/// For who reads an audit; it changes nothing of what readers are served.
enum class BreachSeverity { low, medium, high };

}  // namespace caveat::rules
