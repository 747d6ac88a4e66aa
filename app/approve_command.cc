#include <filesystem>
#include <iostream>

#include "app/approver_key.h"
#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/file_replacement.h"
#include "app/pack_approval.h"
#include "app/wall_clock.h"
#include "rules/approval.h"
#include "rules/pack_files.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

int make_key(const ApproveArguments& arguments) {
  if (arguments.name.empty()) return could_not("say whose key it is: --name \"...\"");
  const auto made = write_new_key_or_complain(arguments.new_key, arguments.name, arguments.role);
  if (!made) return kCouldNot;
  std::string name = arguments.name;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '"' || name[i] == '\\') name.insert(i++, 1, '\\');
  }
  const std::string key = made->key.public_key();
  std::cerr << "The private key is in " << arguments.new_key
            << ". Keep it to yourself: no server needs it, and whoever has it can approve in your name.\n"
            << "To have its approvals count, the proxy's configuration lists its public part:\n\n";
  std::cout << "[[rules.approvers]]\nname = \"" << name << "\"\nkey  = \"" << key << "\"    # "
            << rules::key_id(key) << "\n";
  return kClean;
}

/// The one pack at the path, read and found good; nullopt after saying why not.
std::optional<rules::SourceFile> read_good_pack(const std::string& path, int& exit_code) {
  exit_code = kCouldNot;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    could_not(path + " is a folder: packs are read and approved one by one");
    return std::nullopt;
  }
  rules::PackFiles read = rules::read_pack_files(path);
  std::vector<rules::Diagnostic> diagnostics = read.diagnostics;
  const rules::Compilation compilation = rules::RuleSet::compile(read.files, now());
  diagnostics.insert(diagnostics.end(), compilation.diagnostics.begin(), compilation.diagnostics.end());
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  if (!read.unreadable && rules::has_errors(diagnostics)) exit_code = kFindings;
  if (read.files.empty() || rules::has_errors(diagnostics)) return std::nullopt;
  return read.files.front();
}

}  // namespace

int approve(const ApproveArguments& arguments) {
  const ApprovalWords words{.name = arguments.name, .role = arguments.role, .note = arguments.note};
  if (const std::string fault = fault_of(words); !fault.empty()) return could_not(fault);
  if (!arguments.new_key.empty()) return make_key(arguments);
  if (arguments.pack.empty() || arguments.key.empty())
    return could_not("name the pack and your key: caveat approve PACK --key FILE");
  int exit_code = kCouldNot;
  const auto pack = read_good_pack(arguments.pack, exit_code);
  if (!pack) {
    std::cerr << "caveat: nothing was approved\n";
    return exit_code;
  }
  const auto key = read_approver_key_or_complain(arguments.key);
  if (!key) return kCouldNot;
  const rules::Approval approval = signed_approval(*pack, *key, words, arguments.version);
  if (approval.name.empty()) return could_not("say who approves: --name \"...\"");
  const std::string path = rules::approval_path(arguments.pack, approval.key);
  std::error_code error;
  const bool before = fs::exists(path, error);
  // Whoever puts a link in its place must not have another file overwritten.
  if (const std::string problem =
          replace_file(path, rules::approval_text(approval), {.follows_links = false});
      !problem.empty())
    return could_not(path + ": " + problem);
  std::cerr << "The pack `" << approval.pack << "` is approved by " << approval.name
            << (before ? "; this takes the place of the earlier approval by this key" : "") << ".\n";
  std::cout << path << "\n";
  return kClean;
}

}  // namespace caveat::app
