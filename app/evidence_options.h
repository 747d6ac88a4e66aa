// The command line of `caveat evidence`.
#pragma once

#include <functional>

#include "app/evidence_command.h"

namespace CLI {
class App;
}

namespace caveat::app {

/// Adds the subcommand; `run` is set if it is given. Both outlive the parse and the run.
void add_evidence_options(CLI::App& app, EvidenceArguments& arguments, std::function<int()>& run);

}  // namespace caveat::app
