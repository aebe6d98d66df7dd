# SPDX-License-Identifier: Apache-2.0
# embed(target set ROOT dir FILES a b …): puts files into the program, readable as `embed::files("set")` (base/embed.hpp).
# The assembler's .incbin copies the bytes as they are: no generated arrays, no compile time.
# embed(target set ROOT dir WHEN file): everything below dir as it is when file changes; nothing while there is no such file. For
# what another build writes under names that change.
function(embed target set)
  cmake_parse_arguments(arg "" "ROOT;WHEN" "FILES" ${ARGN})
  if(arg_WHEN)
    file(GLOB arg_FILES CONFIGURE_DEPENDS ${arg_WHEN})
    set(everything -DEVERYTHING=ON)
  endif()
  set(table ${CMAKE_CURRENT_BINARY_DIR}/embed_${set}.cpp)
  set(bytes ${CMAKE_CURRENT_BINARY_DIR}/embed_${set}.S)
  add_custom_command(
    OUTPUT ${table} ${bytes}
    COMMAND ${CMAKE_COMMAND} -DSET=${set} ${everything} -DROOT=${arg_ROOT} "-DFILES=${arg_FILES}" -DTABLE=${table} -DBYTES=${bytes}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_embed.cmake
    DEPENDS ${arg_FILES} ${CMAKE_SOURCE_DIR}/cmake/write_embed.cmake
    VERBATIM)
  set_property(SOURCE ${bytes} APPEND PROPERTY OBJECT_DEPENDS "${arg_FILES}")
  target_sources(${target} PRIVATE ${table} ${bytes})
endfunction()
