// Keeps what one reader gets out of caches that others read from (RFC 9111; RFC 9213).
#pragma once

#include "filter/head.h"

namespace caveat::filter {

/// For a response of a URL that other readers could get differently: no shared cache may keep it, the
/// reader's own may keep it as long as before. Removes what addresses shared caches only.
void make_private(FieldLines& fields);

}  // namespace caveat::filter
