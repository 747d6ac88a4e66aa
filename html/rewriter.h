// Bytes of a page in, edited bytes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/program.h"

namespace caveat::html {

/// Takes bytes; the view lives during the call.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
};

struct RewriterLimits {
  /// How many bytes of output may wait for a better place of a notice.
  std::size_t hold_bytes = 256 * 1024;
  /// The longest tag or doctype, and the deepest nesting, that is followed.
  std::size_t token_bytes = 4 * 1024 * 1024;
  /// Browsers nest no deeper than 512; what a token costs grows with it.
  std::size_t open_elements = 1024;
  /// How many of the elements that were taken out the report lists.
  std::size_t listed_removals = 0;
  /// How many of the other places where something was changed it lists.
  std::size_t listed_edits = 0;
};

/// How one InsertEdit came out.
struct InsertOutcome {
  enum class Kind { pending, placed, failed };
  Kind kind = Kind::pending;
  std::size_t place = 0;   ///< index into `places`; `places.size()` is the end of the body
  bool unchanged = false;  ///< the page had the very same bytes there already
};

/// An element that was taken out, where it stood in the page.
struct ListedRemoval {
  std::uint64_t offset = 0;  ///< of its start tag, in bytes of the page
  std::string start_tag;
  std::vector<std::size_t> edits;  ///< that asked for it
};

/// A place where the page is not, or was not, as an edit wants it.
struct ListedEdit {
  enum class Kind : std::uint8_t {
    found,   ///< the page had a notice, label or reason there, which was taken out to be put in anew
    placed,  ///< a notice was put in there, anew or not
    attributes,
    disabled,
    labelled,  ///< a label was put behind a mention, anew or not
    withheld
  };
  static constexpr std::size_t kNoInsert = static_cast<std::size_t>(-1);

  Kind kind = Kind::found;
  std::size_t edit = 0;        ///< index of the edit; of `found` that of the insert, kNoInsert if it is none
  std::uint64_t offset = 0;    ///< in bytes of the page; 0 if `labelled` or `withheld`
  std::string before = {};     ///< what stood there: an element, a start tag, a mention
  std::string after = {};      ///< what stands there now
  std::string preceding = {};  ///< of a mention: the bytes before it, after all other edits
};

/// Counts by the index of the edit in its Program.
struct RewriteReport {
  std::vector<InsertOutcome> inserts;
  std::vector<std::uint64_t> removed;
  std::vector<std::uint64_t> attributes_changed;
  std::vector<std::uint64_t> disabled = {};  ///< elements that are inert now; inner ones may count, too
  std::vector<std::uint64_t> labelled = {};  ///< labels that stand in the page now
  std::vector<std::uint64_t> withheld = {};
  std::vector<ListedRemoval> removals = {};  ///< inner ones before those around them
  std::vector<ListedEdit> edits = {};        ///< of each kind in the order of the page
};

/// Push rewriter over one page in an ASCII-compatible charset: any chunking gives the same output, and bytes
/// that no edit touches leave as they came. One page, one thread.
///
/// While a notice waits for a better place nothing leaves (`holding`); after that, output follows input but
/// for the one token that is not complete yet, and for the block of text at hand where text is edited.
class Rewriter {
 public:
  enum class Failure {
    token_too_long,    ///< a tag longer than limits.token_bytes
    nesting_too_deep,  ///< more open elements than limits.open_elements
    notice_hidden      ///< the element that a notice was put into turned out not to be shown
  };

  enum class Scope : std::uint8_t {
    page,
    fragment  ///< what stands in a body, without that body's tags
  };

  /// `charset`: as the Encoding standard calls it (charset.h); only edits of text ask for it.
  Rewriter(std::shared_ptr<const Program> program, const RewriterLimits& limits, ByteSink& sink,
           std::string_view charset = "UTF-8", Scope scope = Scope::page);
  ~Rewriter();
  Rewriter(const Rewriter&) = delete;
  Rewriter& operator=(const Rewriter&) = delete;

  void write(std::string_view bytes);
  /// The page is over: what is still to be placed is placed at the end of the body, or its outcome is
  /// `failed`.
  void finish();
  /// Stops waiting: every notice that has a place takes the best so far, the others the next that comes.
  void release_hold();

  /// Whether output waits for a notice's place.
  bool holding() const;
  /// Whether every insert has its place, so that nothing required can be missing any more.
  bool all_placed() const;
  /// Set once the page cannot be followed further; later calls of `write` do nothing.
  std::optional<Failure> failure() const;
  const RewriteReport& report() const;

 private:
  class Editor;
  std::unique_ptr<Editor> editor_;
};

}  // namespace caveat::html
