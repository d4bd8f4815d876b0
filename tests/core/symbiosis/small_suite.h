#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace sym {

/// A task file with 16 train tasks, 4 dev tasks and 3 test tasks of held-out templates.
inline std::string smallSuite()
{
    nlohmann::json tasks = nlohmann::json::array();
    const auto add = [&](const char* split, bool heldOut, int count) {
        for (int i = 0; i < count; ++i) {
            const int id = int(tasks.size());
            tasks.push_back({{"task_id", id},
                             {"sites", {"shopping"}},
                             {"intent", "Do task " + std::to_string(id)},
                             {"intent_template", "Do task {{n}}"},
                             {"intent_template_id", 100 + id},
                             {"instantiation_dict", {{"n", id}}},
                             {"start_url", "__SHOPPING__"},
                             {"require_login", false},
                             {"storage_state", nullptr},
                             {"geolocation", nullptr},
                             {"require_reset", false},
                             {"split", split},
                             {"template_held_out", heldOut},
                             {"eval",
                              {{"eval_types", {"string_match"}},
                               {"reference_answers", {{"exact_match", "x"}}},
                               {"reference_url", ""},
                               {"program_html", nlohmann::json::array()}}}});
        }
    };
    add("train", false, 16);
    add("dev", false, 4);
    add("test", true, 3);
    return tasks.dump();
}

}  // namespace sym
