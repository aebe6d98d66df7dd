# SPDX-License-Identifier: Apache-2.0
# domain(actions NEEDS ledger people LINKS PkgConfig::SODIUM): a folder of src/ as one library and, from its *_test.cpp, one
# test program. NEEDS are the only domains that it may include, by <name>/<name>.hpp or a further header that they list as FACES;
# tools/check-arrows reads the same line.
function(domain name)
  cmake_parse_arguments(arg "" "" "NEEDS;LINKS;SOURCES;FACES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")

  add_library(teia_${name} STATIC ${sources} ${arg_SOURCES})
  target_link_libraries(teia_${name} PUBLIC teia_options ${arg_LINKS})
  foreach(need ${arg_NEEDS})
    target_link_libraries(teia_${name} PUBLIC teia_${need})
  endforeach()

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE teia_${name} teia_test_support GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE TEIA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name}_test --gtest_brief=1)
  endif()
endfunction()
