// `caveat audit`, and the arguments that audit_options.cc reads for it.
#pragma once

#include <string>
#include <vector>

namespace caveat::app {

struct AuditArguments {
  std::vector<std::string> archives;     ///< files, folders, "@LIST"
  std::vector<std::string> bodies_from;  ///< as `archives`: not audited, but revisits may have bodies there
  std::string rules;
  std::vector<std::string> regions;  ///< codes, also joined by commas
  bool recorded = false;             ///< instead of regions
  std::string at;                    ///< RFC 3339; empty: each response at its capture
  std::vector<std::string> sites;    ///< "HOST=SITE"
  bool accepted = false;             ///< readers had accepted whatever rules ask to be acknowledged
  std::string baseline;              ///< a file; empty: none
  std::string write_baseline;        ///< a file; empty: none
  std::string store;                 ///< a file; empty: kept for the run only
  unsigned jobs = 0;                 ///< 0: as many as there are cores
  bool json = false;
  std::string report;   ///< a folder; empty: none
  std::string version;  ///< of this program
};
/// Whether archived pages were what the rules demanded. Findings are those that no baseline accepts.
int audit(const AuditArguments& arguments);

/// `caveat audit map`: what came of it as a partial in a file, or in "-". Findings are no findings here.
int audit_map(const AuditArguments& arguments, const std::string& output);

}  // namespace caveat::app
