#include "core/model/chat_template.h"

#include <algorithm>

#include "core/model/bpe/utf8_text.h"
#include "core/model/json_file.h"

namespace sym {

namespace {

using Messages = std::vector<TemplateMessage>;

constexpr const char* kThinkEnd = "</think>";

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, what);
}

/// Jinja's trim, which is Python's strip.
std::string trimmed(const std::string& text)
{
    const auto isSpace = [](char32_t c) { return isWhiteSpace(c) || (c >= 0x1c && c <= 0x1f); };
    std::size_t begin = 0, end = text.size();
    while (begin < end) {
        const CodePointAt here = codePointAt(text, begin);
        if (!isSpace(here.value)) break;
        begin += here.bytes;
    }
    while (end > begin) {
        const std::size_t at = previousCodePoint(text, end);
        if (!isSpace(codePointAt(text, at).value)) break;
        end = at;
    }
    return text.substr(begin, end - begin);
}

std::string withoutLeadingLines(std::string text)
{
    text.erase(0, std::min(text.find_first_not_of('\n'), text.size()));
    return text;
}

std::string withoutTrailingLines(std::string text)
{
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

/// What follows the last mark; the whole text without one.
std::string afterLast(const std::string& text, const std::string& mark)
{
    const std::size_t at = text.rfind(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
}

Result<std::string> alpaca(const Messages& messages, bool addPrompt)
{
    std::size_t at = 0;
    std::string text;
    const bool hasInput = messages[0].role == "system";
    if (hasInput && messages.size() < 2) return refused("Alpaca needs a user message");
    if (messages[hasInput ? 1 : 0].role != "user")
        return refused("Alpaca wants a user message, not one of " + messages[at].role);
    if (hasInput) {
        text =
            "Below is an instruction that describes a task, paired with an input that provides "
            "further context. Write a response that appropriately completes the request.\n\n"
            "### Instruction:\n"
            + messages[0].content + "\n\n### Input:\n" + messages[1].content + "\n\n";
        at = 2;
    } else {
        text =
            "Below is an instruction that describes a task. Write a response that appropriately "
            "completes the request.\n\n### Instruction:\n"
            + messages[0].content + "\n\n";
        at = 1;
    }
    const bool isAnswered = at < messages.size() && messages[at].role == "assistant";
    if (at + (isAnswered ? 1 : 0) != messages.size() || (isAnswered && addPrompt))
        return refused("Alpaca holds one question and one answer, not "
                       + std::to_string(messages.size()) + " messages");
    if (isAnswered || addPrompt) text += "### Response:";
    if (isAnswered) text += messages[at].content;
    return text;
}

std::string llamaMessage(const std::string& role, const std::string& content)
{
    return "<|start_header_id|>" + role + "<|end_header_id|>\n\n" + content + "<|eot_id|>";
}

std::string llama(const Messages& messages, bool addPrompt, bool hasDates)
{
    std::string text = "<|begin_of_text|>";
    std::size_t first = 0;
    if (hasDates) {
        const bool hasSystem = messages[0].role == "system";
        text += llamaMessage("system",
                             "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
                                 + (hasSystem ? trimmed(messages[0].content) : std::string()));
        first = hasSystem ? 1 : 0;
    }
    for (std::size_t i = first; i < messages.size(); ++i)
        text += llamaMessage(messages[i].role, trimmed(messages[i].content));
    if (addPrompt) text += "<|start_header_id|>assistant<|end_header_id|>\n\n";
    return text;
}

/// ChatML and what is made like it.
std::string chatMl(const Messages& messages, bool addPrompt, const std::string& begin,
                   const std::string& end, const std::string& defaultSystem)
{
    std::string text;
    const auto add = [&](const std::string& role, const std::string& content) {
        text += begin + role + "\n" + content + end + "\n";
    };
    if (!defaultSystem.empty() && messages[0].role != "system") add("system", defaultSystem);
    for (const TemplateMessage& message : messages) add(message.role, message.content);
    if (addPrompt) text += begin + "assistant\n";
    return text;
}

bool isToolResponse(const std::string& content)
{
    return content.starts_with("<tool_response>") && content.ends_with("</tool_response>");
}

/// Thoughts of answers before the last question are left out; those after it are kept.
std::string qwen3(const Messages& messages, bool addPrompt, Thinking thinking)
{
    std::size_t lastQuestion = messages.size() - 1;
    for (std::size_t i = messages.size(); i-- > 0;) {
        if (messages[i].role != "user" || isToolResponse(messages[i].content)) continue;
        lastQuestion = i;
        break;
    }
    Messages shown = messages;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i].role != "assistant") continue;
        std::string& content = shown[i].content;
        std::string thoughts;
        if (const std::size_t end = content.find(kThinkEnd); end != std::string::npos) {
            thoughts = withoutTrailingLines(content.substr(0, end));
            thoughts = withoutLeadingLines(afterLast(thoughts, "<think>"));
            content = withoutLeadingLines(afterLast(content, kThinkEnd));
        }
        if (i > lastQuestion && (i + 1 == shown.size() || !thoughts.empty()))
            content = "<think>\n" + withoutLeadingLines(withoutTrailingLines(thoughts))
                      + "\n</think>\n\n" + withoutLeadingLines(content);
    }
    std::string text = chatMl(shown, addPrompt, "<|im_start|>", "<|im_end|>", "");
    if (addPrompt && thinking == Thinking::Off) text += "<think>\n\n</think>\n\n";
    return text;
}

std::string deepSeek(const Messages& messages, bool addPrompt, bool opensThoughts)
{
    std::string text = "<｜begin▁of▁sentence｜>";
    std::string system;
    for (const TemplateMessage& message : messages)
        if (message.role == "system") system = message.content;
    text += system;
    for (const TemplateMessage& message : messages) {
        if (message.role == "user") text += "<｜User｜>" + message.content;
        if (message.role == "assistant")
            text +=
                "<｜Assistant｜>" + afterLast(message.content, kThinkEnd) + "<｜end▁of▁sentence｜>";
    }
    if (addPrompt) text += opensThoughts ? "<｜Assistant｜><think>\n" : "<｜Assistant｜>";
    return text;
}

constexpr const char* kNanoTemplate =
    "{% for message in messages %}{{ '<|begin|>' + message['role'] + '\\n' + message['content'] + "
    "'<|end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|begin|>assistant\\n' }}"
    "{% endif %}";

bool has(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

/// The template in tokenizer_config.json: a string, or several with names.
Result<std::string> configuredTemplate(const std::string& path)
{
    auto config = readJsonFile(path);
    if (!config && config.error().code() == ErrorCode::NotFound) return std::string();
    if (!config) return config.error();
    const nlohmann::json found = config->value("chat_template", nlohmann::json());
    if (found.is_null()) return std::string();
    if (found.is_string()) return found.get<std::string>();
    if (found.is_array())
        for (const nlohmann::json& named : found)
            if (named.is_object() && named.value("name", nlohmann::json()) == "default"
                && named.value("template", nlohmann::json()).is_string())
                return named["template"].get<std::string>();
    return refused(path + ": chat_template is not a template");
}

Result<ChatTemplate> recogniseChatMl(const std::string& jinja)
{
    // Marks of layouts that look like ChatML and are not.
    for (const char* other : {"<|im_sep|>", "[INST]", "<|im_user|>", "<|im_middle|>"})
        if (has(jinja, other)) return refused(std::string("unknown chat template with ") + other);
    if (has(jinja, "enable_thinking")) return ChatTemplate::Qwen3;
    if (has(jinja, kThinkEnd))
        return refused("unknown chat template: ChatML with thoughts that cannot be switched off");
    if (has(jinja, "Qwen, created by Alibaba Cloud")) return ChatTemplate::Qwen25;
    if (has(jinja, "You are a helpful assistant")) return ChatTemplate::Qwen2;
    if (has(jinja, "You are "))
        return refused("unknown chat template: ChatML with its own system message");
    return ChatTemplate::ChatMl;
}

}  // namespace

const char* chatTemplateName(ChatTemplate layout)
{
    switch (layout) {
    case ChatTemplate::Alpaca: return "alpaca";
    case ChatTemplate::Llama3: return "llama3";
    case ChatTemplate::ChatMl: return "chatml";
    case ChatTemplate::Qwen3: return "qwen3";
    case ChatTemplate::DeepSeekR1: return "deepseek-r1";
    case ChatTemplate::Nano: return "nano";
    case ChatTemplate::Llama31: return "llama3.1";
    case ChatTemplate::Qwen2: return "qwen2";
    case ChatTemplate::Qwen25: return "qwen2.5";
    case ChatTemplate::DeepSeekR1Plain: return "deepseek-r1-plain";
    }
    return "";
}

Result<ChatTemplate> recogniseChatTemplate(const std::string& jinja)
{
    if (has(jinja, "<|start_header_id|>") && has(jinja, "<|eot_id|>")) {
        if (has(jinja, kThinkEnd) || has(jinja, "detailed thinking"))
            return refused("unknown chat template: Llama 3's with thoughts");
        return has(jinja, "Cutting Knowledge Date: December 2023") ? ChatTemplate::Llama31
                                                                   : ChatTemplate::Llama3;
    }
    if (has(jinja, "<|im_start|>") && has(jinja, "<|im_end|>")) return recogniseChatMl(jinja);
    if (has(jinja, "<｜User｜>") && has(jinja, "<｜Assistant｜>") && has(jinja, kThinkEnd)) {
        // The maker's other models: a switch for thinking, several system messages, an answer's
        // mark right behind the question.
        for (const char* other : {"thinking", "is_first_sp", "is_last_user"})
            if (has(jinja, other))
                return refused(std::string("unknown chat template: DeepSeek's with ") + other);
        return has(jinja, "<｜Assistant｜><think>") ? ChatTemplate::DeepSeekR1
                                                    : ChatTemplate::DeepSeekR1Plain;
    }
    if (has(jinja, "<|begin|>") && has(jinja, "<|end|>")) return ChatTemplate::Nano;
    return refused("unknown chat template: " + jinja.substr(0, 80));
}

Result<ChatTemplate> readChatTemplate(const std::string& folder)
{
    std::string jinja;
    auto own = readWholeFile(folder + "/chat_template.jinja");
    if (own) {
        jinja = *std::move(own);
    } else if (own.error().code() == ErrorCode::NotFound) {
        SYM_TRY(jinja, configuredTemplate(folder + "/tokenizer_config.json"));
    } else {
        return own.error();
    }
    if (jinja.empty()) return ChatTemplate::Alpaca;
    auto layout = recogniseChatTemplate(jinja);
    if (!layout) return layout.error().within(folder);
    return layout;
}

Result<std::string> applyChatTemplate(ChatTemplate layout, const Messages& messages,
                                      bool addGenerationPrompt, Thinking thinking)
{
    if (messages.empty()) return refused("a conversation has no messages");
    for (const TemplateMessage& message : messages)
        if (message.role != "system" && message.role != "user" && message.role != "assistant")
            return refused("a message has the role \"" + message.role + "\"");
    for (const TemplateMessage& message : messages)
        if (validUtf8Prefix(message.content) != message.content.size())
            return refused("a message of the " + message.role + " is not UTF-8");
    switch (layout) {
    case ChatTemplate::Alpaca: return alpaca(messages, addGenerationPrompt);
    case ChatTemplate::Llama3: return llama(messages, addGenerationPrompt, false);
    case ChatTemplate::Llama31: return llama(messages, addGenerationPrompt, true);
    case ChatTemplate::ChatMl:
        return chatMl(messages, addGenerationPrompt, "<|im_start|>", "<|im_end|>", "");
    case ChatTemplate::Qwen2:
        return chatMl(messages, addGenerationPrompt, "<|im_start|>", "<|im_end|>",
                      "You are a helpful assistant.");
    case ChatTemplate::Qwen25:
        return chatMl(messages, addGenerationPrompt, "<|im_start|>", "<|im_end|>",
                      "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");
    case ChatTemplate::Qwen3: return qwen3(messages, addGenerationPrompt, thinking);
    case ChatTemplate::DeepSeekR1: return deepSeek(messages, addGenerationPrompt, true);
    case ChatTemplate::DeepSeekR1Plain: return deepSeek(messages, addGenerationPrompt, false);
    case ChatTemplate::Nano:
        return chatMl(messages, addGenerationPrompt, "<|begin|>", "<|end|>", "");
    }
    return refused("unknown layout");
}

std::string nanoTokenizerConfig(int maxPositions)
{
    const nlohmann::ordered_json config = {{"tokenizer_class", "PreTrainedTokenizerFast"},
                                           {"bos_token", nullptr},
                                           {"eos_token", "<|end|>"},
                                           {"pad_token", "<|pad|>"},
                                           {"unk_token", nullptr},
                                           {"add_bos_token", false},
                                           {"clean_up_tokenization_spaces", false},
                                           {"model_max_length", maxPositions},
                                           {"chat_template", kNanoTemplate}};
    return config.dump(2) + "\n";
}

}  // namespace sym
