#include "rules/approval.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "rules/calendar.h"
#include "rules/diagnostic_renderers.h"
#include "rules/digest.h"
#include "rules/embedded_widgets.h"
#include "rules/problems.h"
#include "rules/signing_key.h"
#include "rules/table_reader.h"
#include "rules/toml.h"
#include "rules/toml_syntax.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSignatureHeader = "[signature]\n";
constexpr std::string_view kBeforeKey = ".approval-";
constexpr std::string_view kBehindKey = ".txt";

/// A TOML string in which no character hides or breaks the line.
std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    const std::string_view written = text.substr(offset, point.bytes);
    offset += point.bytes;
    if (written == "\"" || written == "\\") {
      out += "\\" + std::string(written);
    } else if (harmless_text(written) != written) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(point.value & 0xFFFF));
      out += escape.data();
    } else {
      out += written;
    }
  }
  return out + "\"";
}

void append_line(std::string_view key, const std::string& value, std::string& out) {
  constexpr std::size_t kKeyWidth = 11;
  out += std::string(key) + std::string(kKeyWidth - key.size(), ' ') + " = " + value + "\n";
}

void append_text(std::string_view key, const std::string& text, std::string& out) {
  if (!text.empty()) append_line(key, quoted_text(text), out);
}

/// Where the line [signature] begins, or npos. Nothing before it can be taken for it: whoever signs writes
/// each text on one line.
std::size_t signature_offset(std::string_view text) {
  const std::size_t line_end = text.find("\n" + std::string(kSignatureHeader));
  return line_end == std::string_view::npos ? line_end : line_end + 1;
}

class ApprovalReader {
 public:
  ApprovalReader(const SourceFile& file, std::vector<Diagnostic>& diagnostics)
      : file_(file), problems_(file_, diagnostics), diagnostics_(diagnostics) {}

  std::optional<Approval> read() {
    const std::size_t end = signature_offset(file_.text);
    if (file_.text.size() > kApprovalBytes) return refuse("an approval has no more than 16 KiB");
    if (end == std::string::npos) return refuse("the line [signature] is missing");
    const std::string_view text = file_.text;
    // Each part by itself, so that nothing of one can be mistaken for the other. Lines keep their numbers.
    const std::string lines(
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + long(end), '\n')), '\n');
    const auto statement = parse_toml(file_.path, text.substr(0, end), diagnostics_);
    const auto signature = parse_toml(file_.path, lines + std::string(text.substr(end)), diagnostics_);
    if (!statement || !signature) return refuse("it cannot be read");
    read_statement(*statement);
    read_signature(*signature);
    if (problems_.any_error()) return refuse("it is not as `caveat approve` writes it");
    return approval_;
  }

 private:
  std::nullopt_t refuse(const std::string& why) {
    problems_.add(Code::bad_approval, SourcePlace{file_.path, 1, 1, 1}, "this is no approval: " + why,
                  "let it be given again: `caveat approve`");
    return std::nullopt;
  }

  std::optional<TableReader> only_table(const TomlTable& document, const char* name) {
    TableReader top(document, SourcePlace{file_.path, 1, 1, 1}, "an approval", problems_);
    const TomlValue* table = top.table(name);
    top.refuse_unknown();
    if (table != nullptr)
      return TableReader(*table->table(), table->place, "[" + std::string(name) + "]", problems_);
    problems_.add(Code::missing_key, top.place(), "the table [" + std::string(name) + "] is missing");
    return std::nullopt;
  }

  void text(TableReader& reader, std::string_view key, std::string& into) {
    if (const TomlValue* value = reader.required_text(key)) into = *value->string();
  }

  void optional_text(TableReader& reader, std::string_view key, std::string& into) {
    if (const TomlValue* value = reader.text(key)) into = *value->string();
  }

  void read_statement(const TomlTable& document) {
    auto reader = only_table(document, "approval");
    if (!reader) return;
    text(*reader, "pack", approval_.pack);
    text(*reader, "title", approval_.title);
    text(*reader, "file", approval_.file);
    text(*reader, "name", approval_.name);
    optional_text(*reader, "role", approval_.role);
    std::string declaration;
    text(*reader, "declaration", declaration);
    optional_text(*reader, "note", approval_.note);
    text(*reader, "digest", approval_.digest);
    text(*reader, "file_sha256", approval_.file_sha256);
    text(*reader, "caveat", approval_.caveat);
    text(*reader, "widgets", approval_.widgets);
    const TomlValue* approved = reader->value("approved");
    const auto* written = approved != nullptr ? approved->date_time() : nullptr;
    const auto instant = written != nullptr ? instant_of(*written, "UTC") : std::nullopt;
    if (instant) {
      approval_.approved = *instant;
    } else {
      problems_.add(Code::missing_key, reader->place(), "`approved`, the time, is missing");
    }
    reader->refuse_unknown();
  }

  void read_signature(const TomlTable& document) {
    auto reader = only_table(document, "signature");
    if (!reader) return;
    text(*reader, "key", approval_.key);
    text(*reader, "ed25519", approval_.signature);
    reader->refuse_unknown();
    if (!approval_.key.empty() && public_key_line(approval_.key) != approval_.key)
      problems_.add(Code::bad_approver, reader->place(), "`key` is no Ed25519 key in base64");
  }

  SourceFile file_;
  Problems problems_;
  std::vector<Diagnostic>& diagnostics_;
  Approval approval_;
};

}  // namespace

std::optional<std::string> approval_digest(std::string_view pack_text) {
  std::vector<Diagnostic> ignored;
  if (!parse_toml("", pack_text, ignored)) return std::nullopt;
  const auto syntax = scan_toml(pack_text);
  if (!syntax) return std::nullopt;
  return "caveat-pack-1:" + sha256_of(token_text(*syntax));
}

std::string widget_catalogue_digest() {
  return std::string(embedded_widgets_digest());
}

std::string approval_statement(const Approval& approval) {
  std::string out =
      "# Approval of a pack of rules for Caveat. All above the line [signature] was signed; "
      "docs/approvals.md tells\n"
      "# how to verify it, with OpenSSL alone if need be.\n"
      "[approval]\n";
  append_text("pack", approval.pack, out);
  append_text("title", approval.title, out);
  append_text("file", approval.file, out);
  append_text("name", approval.name, out);
  append_text("role", approval.role, out);
  append_text("declaration", "I have read this pack and approve that it is put into force as it stands.",
              out);
  append_text("note", approval.note, out);
  append_line("approved", iso_time(approval.approved), out);
  append_text("digest", approval.digest, out);
  append_text("file_sha256", approval.file_sha256, out);
  append_text("caveat", approval.caveat, out);
  append_text("widgets", approval.widgets, out);
  return out + "\n";
}

std::string approval_text(const Approval& approval) {
  std::string out = approval_statement(approval) + std::string(kSignatureHeader);
  return out + "key     = \"" + approval.key + "\"\ned25519 = \"" + approval.signature + "\"\n";
}

std::optional<Approval> parse_approval(const SourceFile& file, std::vector<Diagnostic>& diagnostics) {
  // What makes a pack unusable is an error; an approval that is none counts nothing, and stops nobody else's.
  std::vector<Diagnostic> found;
  auto approval = ApprovalReader(file, found).read();
  for (Diagnostic& diagnostic : found) {
    diagnostic.severity = Severity::warning;
    diagnostics.push_back(std::move(diagnostic));
  }
  return approval;
}

bool is_signed(const SourceFile& file, const Approval& approval) {
  const std::size_t end = signature_offset(file.text);
  return end != std::string::npos &&
         signature_holds(approval.key, std::string_view(file.text).substr(0, end), approval.signature);
}

std::string approval_path(const std::string& pack_path, std::string_view key) {
  return pack_path + std::string(kBeforeKey) + key_id(key) + std::string(kBehindKey);
}

std::optional<std::string> approved_path(const std::string& approval_path) {
  const std::size_t name = approval_path.find_last_of('/') + 1;
  const std::size_t end = approval_path.rfind(kBeforeKey);
  if (!approval_path.ends_with(kBehindKey) || end == std::string::npos || end <= name) return std::nullopt;
  return approval_path.substr(0, end);
}

}  // namespace caveat::rules
