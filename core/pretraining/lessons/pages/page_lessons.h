#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/training_record.h"

namespace sym {

/// Lessons on recorded pages: the same skills as those of lesson.h, but on real pages with their
/// many elements, their words and their structure. Objectives and answers are made from what the
/// page itself holds (names, fields, labels, values); no recorded objective, action or answer is
/// used. Records have site "pages", split "train", the skill as their template.
/// @param pages observations in the `symbiont` format
/// @return lesson i is the same however many are made; InvalidInput when no page gives a lesson
Result<std::vector<TrainingRecord>> makePageLessons(const std::vector<std::string>& pages,
                                                    int count, std::uint64_t seed);

}  // namespace sym
