// The byte order mark for those who do not know html/.
#pragma once

#include "html/byte_order_mark.h"

namespace caveat::rules {

using html::kByteOrderMark;

}  // namespace caveat::rules
