// The subcommands, each with the arguments that command_line.cc reads for it. One .cc a command.
#pragma once

#include <string>
#include <vector>

#include "rules/diagnostic.h"

namespace caveat::app {

struct CheckArguments {
  std::vector<std::string> paths;  ///< rule files and folders; empty: the current folder
  std::string configuration;       ///< of the proxy, to check instead with all that it names; empty: none
  rules::DiagnosticFormat format = rules::DiagnosticFormat::text;
};
/// `caveat check`: every error and warning in one run. Findings are errors; what cannot be read is none, the
/// tool could not do it then.
int check(const CheckArguments& arguments);

struct NewArguments {
  std::string pack;  ///< the folder to make; its name becomes the pack's id
  std::string from;  ///< a template; empty: the blank one
  bool list = false;
  bool json = false;  ///< of the list
  std::string publisher, owner, site;
};
/// `caveat new`: a pack from a template, in a folder that must not be there yet.
int make_new(const NewArguments& arguments);

struct FmtArguments {
  std::vector<std::string> paths;  ///< rule files and folders; "-": standard input; empty: the current folder
  bool check = false;              ///< tell what would change, and change nothing
};
/// `caveat fmt`: rule files in the one layout.
int fmt(const FmtArguments& arguments);

struct ApproveArguments {
  std::string pack;     ///< a file
  std::string key;      ///< a file with the private key in PEM
  std::string new_key;  ///< a file to make, instead of approving
  std::string name;     ///< of the approver; empty: as the key's file says
  std::string role;
  std::string note;
  std::string version;  ///< of this program
};
/// `caveat approve`: signs a pack, or makes a pair of keys.
int approve(const ApproveArguments& arguments);

struct ApprovalsArguments {
  std::vector<std::string> paths;  ///< rule files and folders; empty: the current folder
  std::string approvers;           ///< a file with [rules] approvers; empty: every key will do
  int require = -1;                ///< persons for each pack; less than 0: as that file says
  bool json = false;
};
/// `caveat approvals`: who approved what, and whether it still holds.
int approvals(const ApprovalsArguments& arguments);

struct ExplainArguments {
  std::string code;  ///< empty: all of them
  bool all = false;  ///< in full, where they would be listed
  std::string format = "text";
};
/// `caveat explain`: what a code means.
int explain(const ExplainArguments& arguments);

/// `caveat schema`: the rule language as a JSON Schema, or as "markdown".
int schema(const std::string& format);

/// Where a reader is said to be, and what reads their page; common to `decide` and `rewrite`.
struct ReaderArguments {
  std::string url;
  std::string region;  ///< a code; empty if `ip` is given
  std::string ip;
  std::vector<std::string> databases;  ///< MMDB files; empty: the built-in data
  std::vector<std::string> overrides;  ///< geofeed files
  std::string at;                      ///< RFC 3339; empty: now
  std::string languages;               ///< as in Accept-Language
  bool accepted = false;               ///< whatever rules ask to be acknowledged
};

struct DecideArguments {
  std::string rules;
  ReaderArguments reader;
  std::string page_language;  ///< what the page states; empty: it states none
  std::string content_type = "text/html";
  std::string page;  ///< a file; empty: nobody has read the page
  std::string method = "GET";
  int status = 200;
  bool all = false;
  bool json = false;
};
/// `caveat decide`: the Decision, and why.
int decide(const DecideArguments& arguments);

struct RewriteArguments {
  std::string rules;
  ReaderArguments reader;
  std::string charset;
  std::string content_type = "text/html";
  std::string report;  ///< a file for the Record as JSON; empty: none
};
/// `caveat rewrite`: standard input through a Passage to standard output.
int rewrite(const RewriteArguments& arguments);

struct TestArguments {
  std::vector<std::string> paths;  ///< rule files and folders; empty: the current folder
  std::string name;                ///< only tests with this in their name
  std::string format = "text";     ///< "text", "json" or "junit"
  bool coverage = false;
};
/// `caveat test`: runs the packs' own tests. Findings are tests that fail.
int test(const TestArguments& arguments);

struct DiffArguments {
  std::string earlier;  ///< rule files or folders of them
  std::string later;
  std::vector<std::string> over;  ///< archives
  std::string at;                 ///< RFC 3339; empty: now
  bool detailed_exit_code = false;
  bool json = false;
};
/// `caveat diff`: what another version of the rules changes, and for whom.
int diff(const DiffArguments& arguments);

struct WidgetsArguments {
  std::string page;  ///< a file
  bool json = false;
};
/// `caveat widgets`: what the widget catalogue finds in a page.
int widgets(const WidgetsArguments& arguments);

}  // namespace caveat::app
