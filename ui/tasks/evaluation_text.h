#pragma once

#include <QtCore/QStringList>

#include <nlohmann/json.hpp>

namespace sym {

/// Names in "eval_types" of a WebArena evaluation block; empty when it has none.
QStringList evaluatorNames(const nlohmann::json& evaluation);

/// What an evaluation block asks for, in words, as an HTML list: one entry for each thing that must
/// be true for a score of 1.
QString explainEvaluation(const nlohmann::json& evaluation);

}  // namespace sym
