#include "filter/response_head.h"

#include <algorithm>
#include <array>

#include "filter/cacheability.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

/// Hop-by-hop fields (RFC 9110, 7.6.1) and those that say what the bytes of the body are.
constexpr std::array<std::string_view, 10> kFramingFields = {
    "Connection",        "Keep-Alive",     "Proxy-Connection", "TE",           "Trailer", "Upgrade",
    "Transfer-Encoding", "Content-Length", "Content-Encoding", "Content-Range"};

/// True of the upstream's bytes only.
constexpr std::array<FieldName, 13> kFieldsOfTheOriginal = {
    "Content-Length",  "Content-Range",    "Accept-Ranges", "ETag",
    "Last-Modified",   "Content-MD5",      "Digest",        "Repr-Digest",
    "Content-Digest",  "Unencoded-Digest", "Delta-Base",    "IM",
    "Want-Repr-Digest"};

bool is_framing(std::string_view name) {
  return std::any_of(kFramingFields.begin(), kFramingFields.end(),
                     [&](std::string_view field) { return html::equal_ignoring_ascii_case(field, name); });
}

bool is_covered(const rules::Decision& decision) {
  return decision.verdict != rules::Decision::Verdict::pass;
}

void set_coding(FieldLines& fields, ContentCoding output) {
  const bool is_chosen = fields.contains("Content-Encoding") || output != ContentCoding::identity;
  if (output == ContentCoding::identity) {
    fields.remove("Content-Encoding");
  } else {
    fields.set("Content-Encoding", name_of(output));
  }
  if (is_chosen && !fields.has_token("Vary", "Accept-Encoding") && !fields.has_token("Vary", "*")) {
    fields.append("Vary", "Accept-Encoding");
  }
}

}  // namespace

void apply_head_edits(const rules::HeadEdits& edits, FieldLines& fields) {
  for (const std::string& name : edits.remove) {
    if (!is_framing(name)) fields.remove(name);
  }
  for (const auto& [name, value] : edits.set) {
    if (!is_framing(name)) fields.set(name, value);
  }
}

ResponseHead relayed_head(ResponseHead upstream, const rules::Decision& decision) {
  apply_head_edits(decision.head_edits, upstream.fields);
  if (decision.varies_by_reader || is_covered(decision)) make_private(upstream.fields);
  return upstream;
}

ResponseHead edited_head(const ResponseHead& upstream, const rules::Decision& decision,
                         ContentCoding output) {
  ResponseHead head = upstream;
  apply_head_edits(decision.head_edits, head.fields);
  head.fields.remove(kFieldsOfTheOriginal);
  set_coding(head.fields, output);
  make_private(head.fields);
  return head;
}

}  // namespace caveat::filter
