#include "app/evidence_options.h"

#include <CLI/CLI.hpp>

namespace caveat::app {

void add_evidence_options(CLI::App& app, EvidenceArguments& a, std::function<int()>& run) {
  auto* command = app.add_subcommand("evidence", "Check, show and prove what serve kept of its responses");
  command->callback([&a, &run] { run = [&a] { return evidence(a); }; });
  command->add_option("action", a.action, "verify, show, prove, prove-consistency, verify-proof or head")
      ->required()
      ->check(CLI::IsMember({"verify", "show", "prove", "prove-consistency", "verify-proof", "head"}));
  command->add_option("paths", a.operands,
                      "The folder of the evidence, or files of one journal; prove: first a record's number");
  command->add_option("--key", a.key, "The public key that the journal is signed by, a file");
  command->add_option("--head", a.heads, "A checkpoint of `head` that was kept elsewhere, a file")
      ->allow_extra_args(false);
  command->add_option("--site", a.site, "Of records to show");
  command->add_option("--path", a.path, "Of records to show; with a star at the end, its beginning");
  command->add_option("--region", a.region, "Of records to show: RU, UA-40, unknown");
  command->add_option("--rule", a.rule, "A pack, a rule or pack/rule that records have to name");
  command->add_option("--from", a.from, "The earliest minute to show: 2026-03-01T12:00:00Z");
  command->add_option("--to", a.to, "The latest minute to show");
  command
      ->add_option_function<std::string>(
          "--format", [&a](const std::string& format) { a.json = format == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace caveat::app
