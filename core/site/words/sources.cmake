list(APPEND SITE_SOURCES words/calendar.cpp words/markup.cpp words/word_book.cpp)
