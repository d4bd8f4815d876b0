#pragma once

#include <string>

#include "tests/support/fake_chat_model.h"

namespace sym {

/// The request of a question about recorded work, "" for other prompts.
inline std::string requestOf(const ChatRequest& request)
{
    const std::string& text = request.messages.back().content;
    const std::string header = "REQUEST:\n";
    if (!text.starts_with(header)) return {};
    return text.substr(header.size(), text.find('\n', header.size()) - header.size());
}

/// A model that writes the same of every piece, accepts all of them, and finds every example
/// helpful.
inline Result<std::string> agreeableAnswer(const ChatRequest& request)
{
    const std::string what = requestOf(request);
    if (what == "instructions")
        return std::string(
            "REPLICATE:\nclick it\nABSTRACT:\nOpen the orders\nSUMMARY:\nFrom the "
            "account to the orders\n");
    if (what == "review")
        return std::string(
            "REASON:\nfine\nALIGNED:\nyes\nCOHERENT:\nyes\nNATURAL:\nyes\n"
            "REASONABLE:\nyes\n");
    if (what == "query") return std::string("QUERY:\norders in the account\n");
    if (what == "selection")
        return std::string(
            "EXAMPLES:\n- 0: yes, shows the way\nHELPFUL:\n0, 1, 2, 3, 4, 5, 6, 7\n");
    return Error(ErrorCode::InvalidInput, "unexpected request " + what);
}

}  // namespace sym
