// How the program ends.
#pragma once

#include <string_view>

namespace caveat::app {

inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;           ///< it worked, and found something wrong
inline constexpr int kCouldNot = 2;           ///< it could not do what was asked
inline constexpr int kTryAgain = 75;          ///< `serve` did not start, and may later (EX_TEMPFAIL)
inline constexpr int kBadConfiguration = 78;  ///< `serve` did not start (EX_CONFIG of sysexits.h)

/// Says `why` on stderr. The code to end with: kCouldNot.
int could_not(std::string_view why);

}  // namespace caveat::app
