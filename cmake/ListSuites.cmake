# cmake -D PROGRAM= -D LABEL= -D LIST= -P ListSuites.cmake: writes to LIST what ctest runs of a GoogleTest program.

execute_process(COMMAND "${PROGRAM}" --gtest_list_tests OUTPUT_VARIABLE output TIMEOUT 60 COMMAND_ERROR_IS_FATAL ANY)
# Suites stand at the beginning of a line, cases below them are indented.
string(REGEX MATCHALL "\n[^ \n#]+\\." suites "\n${output}")
set(tests "")
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "^\n(.*)\\.$" "\\1" suite "${suite}")
  # Two rooms may have a suite of one name.
  set(name "${LABEL}.${suite}")
  string(APPEND tests "add_test([==[${name}]==] [==[${PROGRAM}]==] [==[--gtest_filter=${suite}.*]==])\n")
  # A suite is skipped where that is the last thing it says: after a failure the last is how many failed.
  string(APPEND tests "set_tests_properties([==[${name}]==] PROPERTIES LABELS [==[${LABEL}]==] "
                      "SKIP_REGULAR_EXPRESSION [==[\\[  SKIPPED \\] [^\n]*\n*$]==])\n")
endforeach()
if(NOT suites)
  message(FATAL_ERROR "${PROGRAM} lists no suite of tests")
endif()
file(WRITE "${LIST}" "${tests}")
