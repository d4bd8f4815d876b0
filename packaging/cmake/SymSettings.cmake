# What every target of the project is compiled with, and the packages it is compiled against.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
if(SYMBIONT_QT)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Concurrent Gui Network Widgets Test HttpServer
                 WebSockets WebEngineCore WebEngineWidgets LinguistTools Svg)
    find_package(QCustomPlotQt6 REQUIRED)
    find_path(SYM_HNSWLIB_INCLUDE hnswlib/hnswlib.h REQUIRED)  # Debian: libhnswlib-dev
    pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
    pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
    pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
endif()

include(SymTorch)

find_program(SYM_CCACHE ccache)
if(SYM_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${SYM_CCACHE}")
endif()

add_library(sym_settings INTERFACE)
target_compile_features(sym_settings INTERFACE cxx_std_20)
target_compile_options(sym_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Wno-missing-field-initializers)  # designated initialisers leave members at their defaults
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 warns of string concatenations that are in order (its bugs 105329 and 105651).
    target_compile_options(sym_settings INTERFACE
        $<$<NOT:$<CONFIG:Debug>>:-Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)
endif()
target_compile_definitions(sym_settings INTERFACE
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SYM_VERSION="${PROJECT_VERSION}")
target_link_libraries(sym_settings INTERFACE Threads::Threads nlohmann_json::nlohmann_json)
option(SYM_WARNINGS_ARE_ERRORS "Stop at the first warning" OFF)
if(SYM_WARNINGS_ARE_ERRORS)
    target_compile_options(sym_settings INTERFACE -Werror)
endif()
set(SYM_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
if(SYM_SANITIZE)
    # A finding ends the program: a test that goes on after one would pass.
    target_compile_options(sym_settings INTERFACE
        -fsanitize=${SYM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_definitions(sym_settings INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(sym_settings INTERFACE -fsanitize=${SYM_SANITIZE})
endif()
