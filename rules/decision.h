// What is to be done with one response, and why.
#pragma once

#include <memory>
#include <string>

#include "html/program.h"
#include "rules/head_edits.h"
#include "rules/inner_place.h"
#include "rules/shared_list.h"

namespace caveat::rules {

/// Names the rule that a part of a Decision comes from, down to its line, for records and explanations.
struct Reason {
  std::string pack;
  std::string rule;
  std::string file;
  int line = 0;
  std::string legal_basis;
  bool shadow = false;    ///< decided and recorded, not carried out
  bool asked = false;     ///< its notice is shown instead of the page, for the reader to accept
  bool accepted = false;  ///< its notice was shown so before
};

/// What to do when something required cannot be done.
enum class OnFailure { serve, refuse };

/// What a covered response that is no HTML gets.
enum class NonHtml { serve, refuse };

/// Which fact a decision still waits for: `page` is what its beginning says, `article` what it states of the
/// article that it shows, `page_text` its words.
enum class Awaits { nothing, response_head, page, article, page_text };

/// The answer in place of the page (RFC 7725 for 451).
struct Block {
  int status = 451;
  std::string authority;  ///< URL for `Link: <...>; rel="blocked-by"`; empty if none
  std::string language;   ///< BCP 47 tag of `body`
  std::string body;       ///< a whole HTML document in UTF-8
};

/// What a reader accepts with the notice of one rule.
struct Terms {
  std::string mark;  ///< "pack/rule"
  std::string id;    ///< letters and digits; another one where the notice's words are others
  int days = 30;     ///< how long it holds
};

/// The page that asks a reader to accept something before the page itself is shown.
struct Acknowledgement {
  std::string language;  ///< BCP 47 tag
  /// A whole HTML document in UTF-8, but for where its form goes, which stands between the two.
  std::string before_action;
  std::string after_action;
  std::vector<Terms> terms;
};

/// Edits of the HTML inside a response that is no page.
struct InnerEdits {
  InnerPlace place;
  std::shared_ptr<const html::Program> program;
  /// The same but for what it inserts, for the other fields of a feed's item. Null where `place` is JSON.
  std::shared_ptr<const html::Program> without_inserts;
};

/// A value; copying it allocates nothing. With `verdict == undecided` only `awaits` and `varies_by_reader`
/// mean anything: decide again once that fact is in Facts.
struct Decision {
  enum class Verdict { pass, undecided, edit, acknowledge, block };

  Verdict verdict = Verdict::pass;
  Awaits awaits = Awaits::nothing;
  /// Some reader of this very URL could get something else, so that no shared cache may keep the response.
  bool varies_by_reader = false;
  HeadEdits head_edits;
  std::shared_ptr<const html::Program> program;  ///< null if the page's bytes stay as they are
  /// Set only where the response is known to be a feed or JSON that rules edit inside. Then `program` is
  /// null, and `on_failure` and `non_html` speak of those that do and of those that do not, respectively.
  SharedList<InnerEdits> inner;
  std::shared_ptr<const Block> block;                      ///< set if `verdict == block`
  std::shared_ptr<const Acknowledgement> acknowledgement;  ///< set if `verdict == acknowledge`
  SharedList<Reason> reasons;               ///< the rules that apply; an edit's `owner` is an index into it
  OnFailure on_failure = OnFailure::serve;  ///< the strictest of the rules that apply
  NonHtml non_html = NonHtml::serve;        ///< the strictest of the rules that apply
};

}  // namespace caveat::rules
