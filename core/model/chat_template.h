#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// A message of a conversation as chat templates know it.
struct TemplateMessage {
    std::string role;  ///< "system", "user" or "assistant"
    std::string content;
};

/// How a model wants a conversation written: one of the layouts of the families we run, recognised
/// from the checkpoint's own Jinja template, or the Alpaca layout of the paper.
/// Nano is that of our own base model: ChatML with <|begin|> and <|end|>.
enum class ChatTemplate {
    Alpaca,
    Llama3,  ///< also that of 3.1's fine-tunes without a date
    ChatMl,
    Qwen3,
    DeepSeekR1,  ///< an answer begins inside a <think> block
    Nano,
    Llama31,          ///< 3.1 to 3.3: a system message with dates; today is their 26 Jul 2024
    Qwen2,            ///< ChatML with a default system message
    Qwen25,           ///< another default system message
    DeepSeekR1Plain,  ///< the distils' first template: the model opens the block itself
};

const char* chatTemplateName(ChatTemplate layout);

/// Reads the template of a checkpoint folder (chat_template.jinja or tokenizer_config.json).
/// Without one it is Alpaca.
/// @return InvalidInput for a template this program does not know
Result<ChatTemplate> readChatTemplate(const std::string& folder);

/// Which layout a Jinja template writes, by what it writes around messages.
/// @return InvalidInput when it is none of them
Result<ChatTemplate> recogniseChatTemplate(const std::string& jinja);

/// What a template's switch for thinking says; only Qwen3 has one.
enum class Thinking { AsTemplate, Off };

/// The text has its begin-of-text token, if the layout has one: encode it without adding specials.
/// @param addGenerationPrompt end with what starts the assistant's answer
/// @return InvalidInput when the layout cannot hold the messages (e.g. a wrong order of roles)
Result<std::string> applyChatTemplate(ChatTemplate layout,
                                      const std::vector<TemplateMessage>& messages,
                                      bool addGenerationPrompt,
                                      Thinking thinking = Thinking::AsTemplate);

/// tokenizer_config.json of our own base model: its special tokens and its template.
std::string nanoTokenizerConfig(int maxPositions);

}  // namespace sym
