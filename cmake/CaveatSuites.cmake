# One test of ctest for each suite of a GoogleTest program (docs/decisions/045-a-process-for-each-suite.md).

# caveat_discover_suites(TARGET LABEL): once TARGET is built, ctest knows its suites by their names.
set(CAVEAT_SUITES_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/ListSuites.cmake")
function(caveat_discover_suites target label)
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${target}_suites.cmake")
  add_custom_command(
    TARGET ${target}
    POST_BUILD
    BYPRODUCTS "${list}"
    COMMAND "${CMAKE_COMMAND}" -D "PROGRAM=$<TARGET_FILE:${target}>" -D "LABEL=${label}" -D "LIST=${list}" -P
            "${CAVEAT_SUITES_SCRIPT}"
    VERBATIM)
  set(before "${CMAKE_CURRENT_BINARY_DIR}/${target}_suites_before.cmake")
  file(CONFIGURE OUTPUT "${before}" @ONLY CONTENT [[
if(EXISTS "@list@")
  include("@list@")
else()
  add_test(@target@_NOT_BUILT @target@_NOT_BUILT)
endif()
]])
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${before}")
endfunction()
