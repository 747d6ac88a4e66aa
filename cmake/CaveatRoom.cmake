# A room is a folder, a namespace and a target (docs/how-it-is-built.md).

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without the first, ccache passes on whatever reads precompiled headers; by the others one clone helps the next.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1 "${CCACHE_PROGRAM}")
endif()

add_library(caveat_settings INTERFACE)
target_include_directories(caveat_settings INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_options(
  caveat_settings
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fno-omit-frame-pointer
            # Some libraries ask for it; precompiled headers serve those only that agree on it.
            -pthread
)
if(CAVEAT_SANITIZERS)
  target_compile_options(caveat_settings INTERFACE "-fsanitize=${CAVEAT_SANITIZERS}" -fno-sanitize-recover=all)
  target_link_options(caveat_settings INTERFACE "-fsanitize=${CAVEAT_SANITIZERS}")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The names of all regions are one constant.
  target_compile_options(caveat_settings INTERFACE -fconstexpr-steps=16777216)
endif()
if(CAVEAT_FUZZERS)
  # What clang warns of beyond g++ is for clang-tidy to say.
  target_compile_options(caveat_settings INTERFACE -fsanitize=fuzzer-no-link -Wno-error)
endif()

# Parsing the standard library is a third of the work of most files here: it is parsed once for all rooms. Off, each
# file stands by what it includes itself.
option(CAVEAT_PRECOMPILED "Precompile the standard library's headers" ON)
set(CAVEAT_STANDARD_HEADERS
    <algorithm> <array> <charconv> <chrono> <cstdint> <deque> <filesystem> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <unordered_map> <unordered_set> <utility> <variant> <vector>)

# caveat_precompiled_headers(NAME header...): a target whose precompiled headers others reuse, and nothing else.
function(caveat_precompiled_headers name)
  set(nothing "${CMAKE_BINARY_DIR}/generated/${name}.cc")
  file(CONFIGURE OUTPUT "${nothing}" CONTENT "")
  add_library(${name} OBJECT "${nothing}")
  target_link_libraries(${name} PRIVATE caveat_settings)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()
if(CAVEAT_PRECOMPILED)
  caveat_precompiled_headers(caveat_standard_headers ${CAVEAT_STANDARD_HEADERS})
endif()

# A file of a room takes a third of the time where eight are compiled as one (docs/decisions/039-rooms-in-pieces-of-eight.md).
option(CAVEAT_UNITY "Compile the files of a room eight at a time" OFF)
function(caveat_compile_eight_at_a_time target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  # Of what only one file sees, g++ knows the file by its place in the command.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# caveat_room(NAME [DEPENDS target...] [PRIVATE target...] [PRECOMPILED header...])
# Every .cc below the calling folder is the room's; PRIVATE libraries do not reach its users. PRECOMPILED: what most of
# its files include besides the standard library; such a room has precompiled headers of its own.
function(caveat_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;PRIVATE;EXTRA_SOURCES;PRECOMPILED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(NOT sources)
    add_library(caveat_${name} INTERFACE)
    return()
  endif()
  add_library(caveat_${name} STATIC ${sources} ${ROOM_EXTRA_SOURCES})
  if(CAVEAT_PRECOMPILED)
    if(ROOM_PRECOMPILED)
      target_precompile_headers(caveat_${name} PRIVATE ${CAVEAT_STANDARD_HEADERS} ${ROOM_PRECOMPILED})
    else()
      target_precompile_headers(caveat_${name} REUSE_FROM caveat_standard_headers)
    endif()
    # Read from there, g++ 12 no longer knows which code is the system's, and warns of its own std::string.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(caveat_${name} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
    endif()
  endif()
  if(CAVEAT_UNITY)
    caveat_compile_eight_at_a_time(caveat_${name})
    # What is generated has names that the check of names does not see.
    set_source_files_properties(${ROOM_EXTRA_SOURCES} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  target_link_libraries(caveat_${name} PUBLIC caveat_settings ${ROOM_DEPENDS} PRIVATE ${ROOM_PRIVATE})
endfunction()
