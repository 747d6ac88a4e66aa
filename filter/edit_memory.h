// What pages became, kept in memory: an equal page under an equal plan need not be edited and coded again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "filter/content_coding.h"
#include "filter/known_beginnings.h"
#include "html/charset.h"
#include "html/rewriter.h"
#include "rules/decision.h"

namespace caveat::filter {

/// All that an edited body depends on besides its bytes and the options of the server.
struct EditTerms {
  std::shared_ptr<const html::Program> program;  ///< equal decisions share one
  rules::OnFailure on_failure = rules::OnFailure::refuse;
  html::Charset charset;
  ContentCoding output = ContentCoding::identity;
  std::string url;  ///< site and target: where an equal page is looked for. Never leaves the memory
};

/// One body that was edited to its end, with nothing missing.
struct RememberedEdit {
  /// The editor was given bytes up to `original`, or was told to let out what it had, and by then `edited`
  /// bytes had left.
  struct Step {
    enum class Kind : std::uint8_t { write, let_out };
    Kind kind = Kind::write;
    bool open = false;  ///< the head had left, too
    std::size_t original = 0;
    std::size_t edited = 0;
  };

  /// What left, in order: a piece of `original` that was not touched, or of `made`.
  struct Piece {
    bool is_original = false;
    std::size_t at = 0;
    std::size_t size = 0;
  };

  std::string original;  ///< decoded
  std::string made;      ///< what of the body as it left, coded, is not in `original`
  std::vector<Piece> pieces;
  std::size_t edited_bytes = 0;  ///< of all pieces
  std::vector<Step> steps;
  std::vector<html::RewriteReport> reports;
  std::string digest;  ///< EditedBody::digest

  std::size_t bytes() const {
    return original.size() + made.size() + steps.size() * sizeof(Step) + pieces.size() * sizeof(Piece);
  }
};

/// Keeps what was asked for last, within a bound. A page is worth its room from the second time on that it is
/// asked for; one that is different each time is soon left alone. One thread.
class EditMemory {
 public:
  explicit EditMemory(std::size_t most_bytes)
      : most_bytes_(most_bytes - most_bytes / 8), beginnings_(most_bytes / 8) {}

  struct Found {
    std::shared_ptr<const RememberedEdit> edit;  ///< null if there is none
    bool worth_remembering = false;
  };
  Found find(const EditTerms& terms);
  /// Somebody keeps what comes of a page, so that it can be remembered, until `recording_ended`. Of one page
  /// and of all, few do at a time: each costs the page's size.
  void recording_began(const EditTerms& terms) { recorded_.insert(key_of(terms)); }
  void recording_ended(const EditTerms& terms) { recorded_.erase(key_of(terms)); }
  void remember(const EditTerms& terms, RememberedEdit edit);
  /// What `find` gave was of the page that came now.
  void was_equal(const EditTerms& terms);
  /// It was of another.
  void was_different(const EditTerms& terms);

  KnownBeginnings& beginnings() { return beginnings_; }
  /// What one page may take at the most: more is not remembered.
  std::size_t most_for_one() const { return most_bytes_ / 8; }
  std::size_t bytes() const { return bytes_; }
  std::uint64_t hits() const { return hits_; }
  std::uint64_t misses() const { return misses_; }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const html::Program> program;  ///< so that its address means this one
    std::shared_ptr<const RememberedEdit> edit;    ///< null since it was different
    int differences = 0;                           ///< without an equal one between
    std::size_t asked = 0;                         ///< since then
    std::size_t bytes = 0;
  };
  using Entries = std::list<Entry>;

  static std::string key_of(const EditTerms& terms);
  bool was_asked_before(const std::string& key);
  bool may_be_recorded(const std::string& key) const;
  void forget_oldest();

  std::size_t most_bytes_;
  KnownBeginnings beginnings_;
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
  Entries entries_;  ///< the last asked for in front
  std::unordered_map<std::string, Entries::iterator> by_key_;
  std::set<std::string> recorded_;  ///< keys
  std::vector<std::size_t> asked_;  ///< hashes of keys, each in its own place
};

}  // namespace caveat::filter
