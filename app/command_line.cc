// With command_tree.cc and the *_options.cc the sole includes of CLI11.
#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <map>
#include <span>
#include <string_view>

#include "app/audit_options.h"
#include "app/audit_parts_options.h"
#include "app/commands.h"
#include "app/config_command.h"
#include "app/crawl_options.h"
#include "app/evidence_command.h"
#include "app/evidence_options.h"
#include "app/exit_codes.h"
#include "app/misspelling.h"
#include "app/server_commands.h"
#include "app/shell_command.h"
#include "app/studio_options.h"

namespace caveat::app {
namespace {

const std::map<std::string, rules::DiagnosticFormat> kDiagnosticFormats = {
    {"text", rules::DiagnosticFormat::text},
    {"json", rules::DiagnosticFormat::json},
    {"sarif", rules::DiagnosticFormat::sarif}};

/// Everything that options are read into; lives as long as the parse and the run.
struct Arguments {
  NewArguments make_new;
  CheckArguments check;
  FmtArguments fmt;
  ApproveArguments approve;
  ApprovalsArguments approvals;
  ExplainArguments explain;
  std::string schema_format = "json";
  std::string schema_of = "rules";
  DecideArguments decide;
  RewriteArguments rewrite;
  WidgetsArguments widgets;
  TestArguments test;
  DiffArguments diff;
  AuditArguments audit;
  AuditPartsArguments audit_parts;
  GeoArguments geo;
  EvidenceArguments evidence;
  CrawlArguments crawl;
  std::string configuration;
  std::string configuration_action;
  DemoArguments demo;
  StudioArguments studio;
  std::string shell;
  ManualArguments manual;

  std::function<int()> run;  ///< the command that was given
};

void add_reader_options(CLI::App& command, ReaderArguments& reader) {
  command.add_option("--url", reader.url, "The page's URL")->required();
  auto* region =
      command.add_option("--region", reader.region, "Where the reader is: RU, UA-40, unknown, anonymous");
  auto* ip = command.add_option("--ip", reader.ip, "The reader's address, looked up in the region data");
  region->excludes(ip);
  command
      .add_option("--database", reader.databases,
                  "An MMDB file for --ip instead of the built-in data; may be given several times")
      ->allow_extra_args(false);
  command.add_option("--overrides", reader.overrides, "Geofeed files (RFC 8805) before the database");
  command.add_option("--at", reader.at, "The moment, as 2026-03-01T12:00:00Z; now if it is not given");
  command.add_option("--language", reader.languages,
                     "The reader's languages, as in Accept-Language: 'ru, en;q=0.5'");
  command.add_flag("--accepted", reader.accepted,
                   "The reader has accepted what rules ask to be acknowledged");
}

void add_new(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("new", "Write a pack to start from");
  command->callback([&a] { a.run = [&a] { return make_new(a.make_new); }; });
  command->add_option("pack", a.make_new.pack, "The folder to make, such as rules/harbour-order");
  command->add_option("--from", a.make_new.from, "The template; without one, a blank pack with comments");
  command->add_flag("--list", a.make_new.list, "Show the templates");
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.make_new.json = format == "json"; },
          "Of the list: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--publisher", a.make_new.publisher, "The publisher, as readers know it");
  command->add_option("--owner", a.make_new.owner, "Who answers for the pack: legal@newsroom.example");
  command->add_option("--site", a.make_new.site, "The site's host name: www.newsroom.example");
}

void add_check(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("check", "Find every error and warning in rule files");
  command->callback([&a] { a.run = [&a] { return check(a.check); }; });
  auto* paths = command->add_option("paths", a.check.paths,
                                    "Rule files, or folders of them; the current folder by default");
  command
      ->add_option("--config", a.check.configuration,
                   "The proxy's configuration, with all files that it names, instead")
      ->excludes(paths);
  command->add_option("--format", a.check.format, "text, json or sarif")
      ->transform(CLI::CheckedTransformer(kDiagnosticFormats));
}

void add_fmt(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("fmt", "Put rule files into the one layout; comments are kept");
  command->callback([&a] { a.run = [&a] { return fmt(a.fmt); }; });
  command->add_option("paths", a.fmt.paths,
                      "Rule files, or folders of them; the current folder by default; - for standard input");
  command->add_flag("--check", a.fmt.check, "Tell what would change, and change nothing");
}

void add_approve(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("approve", "Sign a rule file as it stands, or make the keys to do so");
  command->callback([&a] { a.run = [&a] { return approve(a.approve); }; });
  a.approve.version = CAVEAT_VERSION;
  auto* pack = command->add_option("pack", a.approve.pack, "The rule file that is approved");
  auto* key = command->add_option("--key", a.approve.key, "The approver's private key, as --new-key made it");
  auto* new_key = command->add_option("--new-key", a.approve.new_key,
                                      "Make a private key in this file, and its public key in FILE.pub");
  new_key->excludes(pack)->excludes(key);
  command->add_option("--name", a.approve.name, "Who approves; by default as the key's file says");
  command->add_option("--role", a.approve.role, "What the approver is: \"Head of Legal\"");
  command->add_option("--note", a.approve.note, "What the approver has to say");
}

void add_approvals(CLI::App& app, Arguments& a) {
  auto* command =
      app.add_subcommand("approvals", "Tell who approved rule files, and whether that still holds");
  command->callback([&a] { a.run = [&a] { return approvals(a.approvals); }; });
  command->add_option("paths", a.approvals.paths,
                      "Rule files, or folders of them; the current folder by default");
  command->add_option(
      "--approvers", a.approvals.approvers,
      "Whose approvals count: the proxy's configuration, or a file with its [rules] approvers");
  command
      ->add_option("--require", a.approvals.require,
                   "How many persons have to approve each; as --approvers says by default")
      ->check(CLI::Range(0, 20));
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.approvals.json = format == "json"; },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_explain(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("explain", "Tell what a code of `check` means and how to mend it");
  command->callback([&a] { a.run = [&a] { return explain(a.explain); }; });
  auto* code = command->add_option("code", a.explain.code, "CV012; without one, all codes are listed");
  command->add_flag("--all", a.explain.all, "Explain every code")->excludes(code);
  command->add_option("--format", a.explain.format, "text, markdown or json")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
}

void add_schema(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("schema", "Describe the rule language to editors, as a JSON Schema");
  command->callback([&a] { a.run = [&a] { return schema(a.schema_of, a.schema_format); }; });
  command->add_option("--format", a.schema_format, "json, or markdown: the reference for people")
      ->check(CLI::IsMember({"json", "markdown"}));
  command->add_option("--of", a.schema_of, "rules, or evidence: the lines of the journal that serve keeps")
      ->check(CLI::IsMember({"rules", "evidence"}));
}

void add_decide(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("decide", "Tell what a reader gets, and why");
  command->callback([&a] { a.run = [&a] { return decide(a.decide); }; });
  command->add_option("--rules", a.decide.rules, "A rule file or a folder of them")->required();
  add_reader_options(*command, a.decide.reader);
  auto* language = command->add_option("--page-language", a.decide.page_language,
                                       "The language that the page states (<html lang>)");
  command->add_option("--page", a.decide.page, "A file with the page, for its language and its words")
      ->excludes(language);
  command->add_option("--method", a.decide.method, "Of the request; GET by default");
  command->add_option("--status", a.decide.status, "Of the response; 200 by default")
      ->check(CLI::Range(200, 599));
  command->add_flag("--all", a.decide.all, "Every rule with every condition, those for other pages as well");
  command->add_option("--content-type", a.decide.content_type,
                      "Of the response; text/html by default. application/xml counts as a feed");
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.decide.json = format == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_rewrite(CLI::App& app, Arguments& a) {
  auto* command =
      app.add_subcommand("rewrite", "Put one page through the rules: standard input to standard output");
  command->callback([&a] { a.run = [&a] { return rewrite(a.rewrite); }; });
  command->add_option("--rules", a.rewrite.rules, "A rule file or a folder of them")->required();
  add_reader_options(*command, a.rewrite.reader);
  command->add_option("--charset", a.rewrite.charset, "The charset that the response's Content-Type names");
  command->add_option("--content-type", a.rewrite.content_type, "text/html by default");
  command->add_option("--report", a.rewrite.report, "Write what was done to this file, as JSON");
}

void add_widgets(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("widgets", "Show the widgets that Caveat knows in a page");
  command->callback([&a] { a.run = [&a] { return widgets(a.widgets); }; });
  command->add_option("page", a.widgets.page, "A file of HTML")->required();
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.widgets.json = format == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_test(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("test", "Run the tests that packs have of themselves");
  command->callback([&a] { a.run = [&a] { return test(a.test); }; });
  command->add_option("paths", a.test.paths, "Rule files, or folders of them; the current folder by default");
  command->add_option("--name", a.test.name, "Only the tests that have this in their name");
  command->add_flag("--coverage", a.test.coverage,
                    "Also tell which rules, conditions and places no test has tried");
  command->add_option("--format", a.test.format, "text, json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}));
}

void add_diff(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("diff", "Tell what another version of the rules changes, and for whom");
  command->callback([&a] { a.run = [&a] { return diff(a.diff); }; });
  command->add_option("old", a.diff.earlier, "A rule file or a folder of them")->required();
  command->add_option("new", a.diff.later, "The same in its new version")->required();
  command->add_option(
      "--over", a.diff.over,
      "Archives (WARC, HAR, folders of pages): also tell which pages would be served differently");
  command->add_option("--at", a.diff.at, "The moment, as 2026-03-01T12:00:00Z; now if it is not given");
  command->add_flag("--detailed-exitcode", a.diff.detailed_exit_code, "End with 1 if anything changes");
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.diff.json = format == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_audit(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("audit", "Tell whether archived pages were what the rules demanded");
  command->callback([&a, command] {
    if (command->get_subcommands().empty()) a.run = [&a] { return audit(a.audit); };
  });
  a.audit.version = CAVEAT_VERSION;
  add_audit_options(*command, a.audit);
  add_audit_parts(*command, a.audit_parts, CAVEAT_VERSION, a.run);
}

void add_geo(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("geo", "Tell where addresses are, and how that is known");
  command->callback([&a] { a.run = [&a] { return geo(a.geo); }; });
  command->add_option("addresses", a.geo.addresses, "IPv4 or IPv6 addresses")->required();
  command
      ->add_option("--database", a.geo.databases,
                   "An MMDB file instead of the built-in data; may be given several times")
      ->allow_extra_args(false);
  command->add_option("--overrides", a.geo.overrides, "Geofeed files (RFC 8805) before the database");
  command
      ->add_option("--config", a.geo.configuration,
                   "The configuration of caveat serve: its databases and overrides")
      ->excludes("--database")
      ->excludes("--overrides");
  command->add_option("--rules", a.geo.rules, "Also tell which regions of these rules hold the reader");
}

void add_evidence(CLI::App& app, Arguments& a) {
  add_evidence_options(app, a.evidence, a.run);
}

void add_config(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand(
      "config", "Show the proxy's configuration as it is in force, and where each value comes from");
  command->callback([&a] { a.run = [&a] { return show_configuration(a.configuration); }; });
  command->add_option("action", a.configuration_action, "show")->required()->check(CLI::IsMember({"show"}));
  command->add_option("--config", a.configuration, "The configuration file")->required();
}

void add_serve(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("serve", "Run the proxy before a site");
  command->callback([&a] { a.run = [&a] { return serve(a.configuration); }; });
  command->add_option("--config", a.configuration, "The configuration file")->required();
}

void add_crawl(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand(
      "crawl", "Ask the proxy for a site's pages as readers of some regions, and write them into an archive");
  command->callback([&a] { a.run = [&a] { return crawl(a.crawl); }; });
  add_crawl_options(*command, a.crawl);
}

void add_demo(CLI::App& app, Arguments& a) {
  auto* command =
      app.add_subcommand("demo", "Run the proxy before a built-in site, with built-in rules and data");
  command->callback([&a] { a.run = [&a] { return demo(a.demo); }; });
  command->add_option("--listen", a.demo.listen, "host:port; 127.0.0.1:8080 by default");
}

void add_studio(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand(
      "studio", "Open the page where rules are written, tried and approved, on this machine");
  command->callback([&a] { a.run = [&a] { return studio(a.studio); }; });
  a.studio.version = CAVEAT_VERSION;
  add_studio_options(*command, a.studio);
}

void add_completion(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("completion", "Print the script with which a shell completes commands");
  command->callback([&] { a.run = [&] { return print_completion(describe(app), a.shell); }; });
  command->add_option("shell", a.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

void add_man(CLI::App& app, Arguments& a) {
  auto* command = app.add_subcommand("man", "Print a manual page, for `man -l -`");
  command->callback([&] { a.run = [&] { return print_manual(describe(app), CAVEAT_VERSION, a.manual); }; });
  auto* page =
      command->add_option("command", a.manual.command, "The command; without one, the program's page");
  command->add_option("--folder", a.manual.folder, "Write all pages into this folder")->excludes(page);
}

using AddCommand = void (*)(CLI::App&, Arguments&);

/// In the order of `caveat --help`.
constexpr AddCommand kCommands[] = {
    // clang-format off
    add_new,
    add_check,
    add_fmt,
    add_explain,
    add_schema,
    add_test,
    add_decide,
    add_rewrite,
    add_diff,
    add_audit,
    add_approve,
    add_approvals,
    add_widgets,
    add_geo,
    add_evidence,
    add_config,
    add_serve,
    add_crawl,
    add_demo,
    add_studio,
    add_completion,
    add_man,
    // clang-format on
};

}  // namespace

int run_command_line(int count, const char* const* arguments) {
  CLI::App app(
      "Caveat serves a publisher's pages with what the law, or the risk, at the reader's place demands.",
      "caveat");
  app.set_version_flag("--version", "caveat " CAVEAT_VERSION);
  app.require_subcommand(1);
  Arguments parsed;
  for (const AddCommand add : kCommands) add(app, parsed);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    const std::span<const char* const> given(arguments, static_cast<std::size_t>(count));
    const std::string misspelt = misspelling(app, given.subspan(1));
    if (error.get_exit_code() != 0 && !misspelt.empty()) {
      std::cerr << "caveat: " << misspelt
                << "\n`caveat --help` and `caveat COMMAND --help` list what there is\n";
      return kCouldNot;
    }
    return app.exit(error) == 0 ? kClean : kCouldNot;
  }
  return parsed.run();
}

}  // namespace caveat::app
