// What skim_loop.inc uses, included before it is compiled for an instruction set.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "html/ascii.h"
#include "html/byte_block.h"
#include "html/caseless_search.h"
#include "html/compiled_selectors.h"
#include "html/name_key.h"
#include "html/short_tag_table.h"
#include "html/skim_plan.h"
#include "html/tag_log.h"
#include "html/tag_table.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif
