#include "app/console.h"

#include <cstdio>

namespace sym {

namespace {

void writeLine(std::FILE* stream, const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

}  // namespace

void Console::result(const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    writeLine(m_json ? stderr : stdout, text);
}

void Console::line(const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    writeLine(stdout, text);
}

void Console::progress(const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    writeLine(stderr, text);
}

void Console::finish(const nlohmann::json& object)
{
    if (m_json) line(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace sym
