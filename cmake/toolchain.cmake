# SPDX-License-Identifier: Apache-2.0
# Warnings are errors; sanitizers by option; the libraries every domain may ask for.

set(TEIA_SANITIZE "" CACHE STRING "comma-separated sanitizers, e.g. address,undefined")

add_library(teia_options INTERFACE)
# The builds of the tests stop at a warning; the one that people run does not, whatever their compiler finds new.
if(TEIA_SANITIZE)
  set(strict -Werror)
endif()
target_compile_options(teia_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion ${strict} -fno-omit-frame-pointer)
target_include_directories(teia_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(TEIA_SANITIZE)
  target_compile_options(teia_options INTERFACE -fsanitize=${TEIA_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(teia_options INTERFACE -fsanitize=${TEIA_SANITIZE})
  # Both give false alarms under sanitizers in g++ 12 (inlined std::string and std::optional).
  target_compile_options(teia_options INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict)
endif()
# g++ 12 reports std::string operations as overlapping copies at -O2 (GCC bug 105651).
target_compile_options(teia_options INTERFACE -Wno-restrict)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths below the source folder are hashed as relative ones, so that another clone or build folder finds the same objects.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL REQUIRED)
find_package(GTest REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc libbrotlidec)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)

# DuckDB's library and the header of its C API, brought by tools/duckdb/fetch; the library travels beside the program.
add_library(duckdb SHARED IMPORTED GLOBAL)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${CMAKE_SOURCE_DIR}/build/duckdb/libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${CMAKE_SOURCE_DIR}/build/duckdb)
if(NOT EXISTS ${CMAKE_SOURCE_DIR}/build/duckdb/packages.txt)
  message(FATAL_ERROR "DuckDB is not here: tools/install run brings it")
endif()
