#include <algorithm>
#include <vector>

#include "core/base/quoted_value.h"
#include "core/pretraining/lessons/lesson_scene.h"
#include "core/pretraining/lessons/word_lists.h"

namespace sym {

namespace {

/// Something one may type: a name, a few words, a number.
std::string entry(LessonScene& scene)
{
    switch (scene.random.between(0, 6)) {
    case 0: return scene.words.person();
    case 1: return scene.words.product();
    case 2: return std::to_string(scene.random.between(1, 2000));
    case 3: return scene.words.sentence();
    case 4: return scene.words.place();
    case 5: return scene.words.identifier();
    default: return loweredAscii(scene.words.phrase(2));
    }
}

std::vector<std::string> someLabels(LessonScene& scene, int count)
{
    std::vector<std::string> labels;
    while (int(labels.size()) < count) {
        const std::string label = scene.words.pick(fieldLabels());
        if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
    return labels;
}

std::size_t addField(LessonScene& scene, const std::string& label, const std::string& value)
{
    const std::size_t field = scene.page.addElement(2, "textbox", label);
    if (scene.random.chance(0.3)) scene.page.item(field).states.push_back({"required", "true"});
    if (!value.empty()) scene.page.item(field).states.push_back({"value", quotedName(value)});
    return field;
}

void search(LessonScene& scene)
{
    const std::string thing = entry(scene);
    scene.addDistractors(scene.size / 3, thing);
    const std::size_t field = scene.addSearch();
    scene.addDistractors(scene.size / 2, thing);
    scene.objective =
        worded(scene.random,
               {"Search for $1.", "Look for \"$1\".", "Find $1.", "Use the search to find $1.",
                "Is there anything about $1?", "Where can I find $1?", "Look up $1 on this site."},
               thing);
    const PageItem& item = scene.page.item(field);
    scene.type(item.id, item.name, thing, true, "Searching may find what the objective names.");
}

void typeField(LessonScene& scene)
{
    const int count = std::clamp(scene.size - 1, 2, 8);
    const std::vector<std::string> labels = someLabels(scene, count);
    const std::string text = entry(scene);
    const int wanted = int(scene.random.between(0, count - 1));
    const std::string& label = labels[std::size_t(wanted)];
    scene.addDistractors(std::max(0, scene.size - count - 1), label);
    scene.page.add(1, scene.random.chance(0.5) ? "form" : "main", "");
    std::size_t field = 0;
    for (int i = 0; i < count; ++i) {
        const std::size_t added = addField(scene, labels[std::size_t(i)], "");
        if (i == wanted) field = added;
    }
    scene.page.addElement(2, "button", scene.random.chance(0.5) ? "Save" : "Send");
    scene.objective = worded(
        scene.random,
        {"Type \"$1\" into $2.", "Enter $1 as $2.", "Set the $2 to \"$1\".",
         "Write $1 in the field $2.", "The $2 must be $1.", "Fill in $2: $1", "Change $2 to $1."},
        text, label);
    scene.type(scene.page.item(field).id, label, text, false,
               "The objective gives " + loweredAscii(label) + " = " + quotedValue(text) + ".");
}

void selectOption(LessonScene& scene)
{
    const int count = std::clamp(scene.size / 3, 1, 4);
    const std::vector<std::string> labels = someLabels(scene, count);
    const int wanted = int(scene.random.between(0, count - 1));
    scene.addDistractors(std::max(1, scene.size - count), labels[std::size_t(wanted)]);
    std::string option;
    std::size_t field = 0;
    for (int i = 0; i < count; ++i) {
        std::vector<std::string> options;
        const int choices = int(scene.random.between(2, 4));
        while (int(options.size()) < choices) {
            const std::string choice =
                scene.random.chance(0.5) ? scene.words.pick(colours()) : scene.words.pick(states());
            if (std::find(options.begin(), options.end(), choice) == options.end())
                options.push_back(choice);
        }
        const std::size_t added = scene.page.addElement(1, "combobox", labels[std::size_t(i)]);
        std::string listed;
        for (const std::string& choice : options)
            listed += (listed.empty() ? "" : " | ") + quotedName(choice);
        scene.page.item(added).states = {{"value", quotedName(options.front())},
                                         {"options", listed}};
        if (i == wanted) {
            field = added;
            option = options[std::size_t(scene.random.between(1, choices - 1))];
        }
    }
    const PageItem& item = scene.page.item(field);
    scene.objective = worded(scene.random,
                             {"Set $1 to $2.", "Choose $2 as $1.", "Select \"$2\" for $1.",
                              "The $1 should be $2.", "Pick $2 under $1."},
                             item.name, option);
    scene.select(item.id, item.name, option);
}

void fillForm(LessonScene& scene)
{
    const int count = std::clamp(scene.size / 3, 2, 4);
    const std::vector<std::string> labels = someLabels(scene, count + 1);
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i) texts.push_back(entry(scene));
    const int filled = int(scene.random.between(0, count));
    const std::string thing = scene.words.pick(nouns());
    const std::string button = scene.random.pick(
        std::vector<std::string>{"Create " + thing, "Save", "Send", "Submit", "Add " + thing});

    scene.addDistractors(std::max(0, scene.size - count - 2), button);
    scene.page.add(1, "form", "");
    std::vector<std::size_t> fields;
    for (int i = 0; i < count; ++i)
        fields.push_back(addField(scene, labels[std::size_t(i)],
                                  i < filled ? texts[std::size_t(i)] : std::string()));
    if (scene.random.chance(0.5)) addField(scene, labels[std::size_t(count)], "");
    const std::size_t send = scene.page.addElement(2, "button", button);

    scene.objective =
        worded(scene.random, {"Create a $1 with ", "Make a new $1: ", "Add a $1 whose "}, thing);
    for (int i = 0; i < count; ++i) {
        if (i > 0) scene.objective += i + 1 == count ? " and " : ", ";
        scene.objective += worded(scene.random, {"the $1 \"$2\"", "$1 $2", "$1 set to \"$2\""},
                                  loweredAscii(labels[std::size_t(i)]), texts[std::size_t(i)]);
    }
    if (filled > 0) {
        const auto last = std::size_t(filled - 1);
        scene.typedBefore(scene.page.item(fields[last]), texts[last], false);
    }
    if (filled == count) {
        scene.click("button", scene.page.item(send).id, button,
                    "All values are entered, so the form can be sent.");
        return;
    }
    const auto next = std::size_t(filled);
    scene.type(scene.page.item(fields[next]).id, labels[next], texts[next], false,
               "The objective gives " + loweredAscii(labels[next]) + " = "
                   + quotedValue(texts[next]) + ".");
}

}  // namespace

void makeEntryLesson(LessonSkill skill, LessonScene& scene)
{
    switch (skill) {
    case LessonSkill::TypeField: return typeField(scene);
    case LessonSkill::SelectOption: return selectOption(scene);
    case LessonSkill::FillForm: return fillForm(scene);
    default: return search(scene);
    }
}

}  // namespace sym
