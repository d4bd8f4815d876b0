#pragma once

#include <string>

#include "core/model/language_model.h"
#include "core/model/native/weight_source.h"

namespace sym {

/// Writes a model as GGUF 3, the file llama.cpp reads, with matrices of the precision and vectors
/// of float32: for measuring and checking beside it. Llama's rows of queries and keys are reordered
/// from halves to pairs, as its "llama" architecture wants them. The vocabulary is made up: the
/// tokens' texts are their numbers.
/// Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
/// @return Io, or an error of `weights`
Status writeGguf(const std::string& path, const WeightSource& weights, Precision precision);

}  // namespace sym
