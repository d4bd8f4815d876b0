#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace sym {

/// Writes a Hugging Face folder with the weights of another model under a vocabulary of its own
/// (FOLDER/tokenizer.json is there already): what the model has learned of pages stays, and texts
/// it never saw become shorter. Tokens that both have keep their rows. A new one is read as the
/// tokens the other model writes it with, added, with noise to tell it from others, and said as
/// mostly the first of them.
/// @param from a checkpoint folder with a head of its own
/// @return what opening it says; InvalidInput when its vocabulary has another size
Status writeCarriedModel(const std::string& folder, const std::string& from, std::uint64_t seed);

}  // namespace sym
