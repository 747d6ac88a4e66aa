// What may have been meant by arguments that could not be parsed.
#pragma once

#include <span>
#include <string>

namespace CLI {
class App;
}

namespace caveat::app {

/// The misspelt command or option among `arguments`, which could not be parsed, in words; empty if all are
/// known.
std::string misspelling(const CLI::App& app, std::span<const char* const> arguments);

}  // namespace caveat::app
