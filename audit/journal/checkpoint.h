// Signed statements of what a journal was at one moment: a note of transparency logs (c2sp.org/signed-note,
// c2sp.org/tlog-checkpoint).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/journal/merkle_proof.h"
#include "rules/signing_key.h"

namespace caveat::audit {

struct Checkpoint {
  std::string origin;  ///< names the journal; also the name of its key
  TreeHead tree;
};

/// Whether `origin` can stand in a note: not empty, no blanks, no plus sign, no control characters.
bool is_origin(std::string_view origin);

/// The whole note: origin, size, root in base64, an empty line, the line of the signature.
std::string signed_note(const Checkpoint& checkpoint, const rules::SigningKey& key);

/// A note as it was read. Well-formed says nothing of its signature.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::string text;       ///< what is signed
  std::string signature;  ///< of 64 bytes, in base64
  std::string key_hash;   ///< the four bytes that the note names its key by
};

/// nullopt for what is no checkpoint, or has no signature by the name of its origin.
std::optional<SignedCheckpoint> read_note(std::string_view note);

/// The note again, with the journal's own signature and no others.
std::string note_text(const SignedCheckpoint& checkpoint);

/// Whether the holder of `public_key` (a line, as rules::public_key_line gives it) signed it.
bool is_signed_by(const SignedCheckpoint& checkpoint, std::string_view public_key);

}  // namespace caveat::audit
