// One of the files that include CLI11.
#include "app/studio_options.h"

#include <CLI/CLI.hpp>

namespace caveat::app {

void add_studio_options(CLI::App& studio, StudioArguments& a) {
  studio.add_option("--rules", a.rules,
                    "The folder of rule files; as --config says, or the current folder, by default");
  studio.add_option("--config", a.configuration,
                    "The proxy's configuration: its sites for previews, its region data, its approvers");
  studio.add_option("--key", a.keys, "An approver's private key; may be given several times")
      ->allow_extra_args(false);
  studio.add_option("--audits", a.audits, "A folder of stores that caveat audit made");
  studio.add_flag("--read-only", a.read_only, "Look at everything, change nothing");
  studio.add_option("--port", a.port, "A free one by default");
  studio.add_flag("!--no-open", a.open_browser, "Print the address, and open no browser");
}

}  // namespace caveat::app
