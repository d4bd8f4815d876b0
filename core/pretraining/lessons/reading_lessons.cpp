#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/base/quoted_value.h"
#include "core/pretraining/lessons/lesson_scene.h"
#include "core/pretraining/lessons/word_lists.h"

namespace sym {

namespace {

std::string someValue(LessonScene& scene)
{
    switch (scene.random.between(0, 5)) {
    case 0: return scene.words.price();
    case 1: return scene.words.date();
    case 2: return scene.words.person();
    case 3: return std::to_string(scene.random.between(1, 5000));
    case 4: return scene.words.pick(states());
    default: return scene.words.identifier();
    }
}

void readBesideLabel(LessonScene& scene)
{
    const int count = std::clamp(scene.size / 2, 2, 6);
    const int wanted = int(scene.random.between(0, count - 1));
    std::vector<std::string> used;
    std::string label, value;
    scene.addDistractors(scene.size / 3, "");
    for (int i = 0; i < count; ++i) {
        std::string name = scene.words.pick(fieldLabels());
        while (std::find(used.begin(), used.end(), name) != used.end())
            name = scene.words.pick(fieldLabels());
        used.push_back(name);
        const std::string text = someValue(scene);
        if (scene.random.chance(0.5)) {
            scene.page.add(1, "text", name + ": " + text);
        } else {
            scene.page.addRow(1, "row", {name, text});
        }
        if (i == wanted) {
            label = name;
            value = text;
        }
    }
    scene.addDistractors(scene.size / 3, label);
    scene.objective = worded(scene.random,
                             {"What is the $1?", "Tell me the $1.", "Which $1 is given here?",
                              "Read the $1 off the page.", "$1?"},
                             loweredAscii(label));
    scene.stop(value, "the page says " + label + ": " + quotedValue(value) + ".");
}

void readInRow(LessonScene& scene)
{
    const int count = std::max(2, scene.size / 3);
    const int wanted = int(scene.random.between(0, count - 1));
    const bool isTable = scene.random.chance(0.5);
    std::string item, value;
    scene.page.add(1, "heading", scene.words.phrase(2));
    for (int i = 0; i < count && !scene.page.isFull(); ++i) {
        std::string name = scene.random.chance(0.5) ? scene.words.product() : scene.words.person();
        for (int tries = 0; tries < 20 && scene.isTaken(name); ++tries)
            name = scene.words.product();
        const std::string price = scene.words.price();
        if (isTable) {
            const int id = scene.page.nextId();
            scene.page.addRow(
                1, "row", {LessonPage::cellElement("link", id, name), scene.words.date(), price});
        } else {
            scene.page.add(1, "listitem", "");
            scene.page.addElement(2, "link", name);
            scene.page.add(2, "text", price);
        }
        if (i == wanted || value.empty()) {
            item = name;
            value = price;
        }
    }
    scene.objective = worded(scene.random,
                             {"How many dollars for $1?", "What must I pay for $1?",
                              "What does the list say $1 costs?", "Amount shown for $1?"},
                             item);
    scene.stop(value, "the page says " + item + ": " + quotedValue(value) + ".");
}

void countRows(LessonScene& scene)
{
    const int count = int(scene.random.between(1, std::clamp(scene.size / 2, 2, 9)));
    const std::string thing = scene.words.pick(nouns());
    scene.page.add(1, "heading", capitalised(thing) + "s");
    for (int i = 0; i < count; ++i)
        scene.page.addElement(1, "link", capitalised(thing) + " " + scene.words.coined(2));
    scene.objective = worded(scene.random,
                             {"Count every $1 on the page.", "Number of $1s listed here?",
                              "Say how often there is a $1."},
                             thing);
    scene.stop(std::to_string(count), "that many rows fit.");
}

void compare(LessonScene& scene)
{
    const int count = std::clamp(scene.size / 3, 2, 8);
    const bool wantsMost = scene.random.chance(0.5);
    std::string best;
    int bestValue = wantsMost ? -1 : 1 << 30;
    const std::string measure = scene.random.pick(
        std::vector<std::string>{"points", "comments", "stars", "pieces", "euros", "metres"});
    std::vector<int> used;
    for (int i = 0; i < count; ++i) {
        const std::string name = scene.words.product();
        int value = int(scene.random.between(1, 99));
        while (std::find(used.begin(), used.end(), value) != used.end())
            value = int(scene.random.between(1, 99));
        used.push_back(value);
        scene.page.addRow(1, "row", {name, std::to_string(value) + " " + measure});
        if (wantsMost ? value > bestValue : value < bestValue) {
            best = name;
            bestValue = value;
        }
    }
    scene.objective = worded(scene.random,
                             {"Which row has the $1 $2?", "Name the entry of the $1 $2.",
                              "Who or what comes with the $1 $2?"},
                             wantsMost ? "most" : "fewest", measure);
    scene.stop(best, "it ranks first by " + measure + ".");
}

/// Search, open, answer: the same objective on the three pages one meets.
void followUp(LessonScene& scene)
{
    const std::string thing =
        scene.random.chance(0.6) ? scene.words.product() : scene.words.place();
    const std::string label = scene.random.pick(
        std::vector<std::string>{"Price", "Weight", "Code", "Seller", "Size", "Opening hours"});
    scene.objective = worded(scene.random,
                             {"Tell me the $1 of $2.", "I need the $1 of \"$2\".",
                              "Find out the $1 of $2.", "$2: which $1?"},
                             loweredAscii(label), thing);
    const std::int64_t phase = scene.random.between(0, 2);
    const std::size_t field = scene.addSearch();
    if (phase == 0) {
        scene.addDistractors(scene.size, thing);
        const PageItem& item = scene.page.item(field);
        scene.type(item.id, item.name, thing, true, "Searching may find what the objective names.");
        return;
    }
    scene.addDistractors(scene.size / 3, thing);
    if (phase == 1) {
        scene.typedBefore(scene.page.item(field), thing, true);
        scene.page.item(field).states = {{"value", quotedName(thing)}};
        scene.page.add(1, "heading", "Results for " + thing);
        const std::size_t link = scene.page.addElement(1, "link", thing);
        scene.page.add(1, "text", scene.words.sentence());
        scene.addDistractors(scene.size / 3, thing);
        scene.click("link", scene.page.item(link).id, thing, "It names what is looked for.");
        return;
    }
    scene.clickedBefore(thing);
    const std::string value = someValue(scene);
    scene.page.add(1, "heading", thing);
    scene.page.add(1, "text", scene.words.sentence());
    scene.page.add(1, "text", label + ": " + value);
    scene.addDistractors(scene.size / 3, thing);
    scene.stop(value, "the page says " + label + ": " + quotedValue(value) + ".");
}

void giveUp(LessonScene& scene)
{
    const std::string thing = scene.words.product();
    scene.objective =
        worded(scene.random, {"Find $1.", "Open the page of $1.", "Tell me about $1."}, thing);
    const std::size_t field = scene.addSearch();
    if (scene.random.chance(0.5)) {
        scene.page.item(field).states = {{"value", quotedName(thing)}};
        scene.typedBefore(scene.page.item(field), thing, true);
        scene.page.add(1, "text", scene.random.chance(0.5) ? "Nothing was found." : "0 results");
        scene.stop("N/A", "Nothing on the pages seen says so.");
        return;
    }
    scene.clickedBefore(scene.words.elementName(true));
    scene.page.add(1, "heading", scene.random.chance(0.5) ? "Page not found" : "Access denied");
    scene.page.add(1, "text", scene.words.sentence());
    scene.goBack();
}

void done(LessonScene& scene)
{
    const std::string thing = scene.words.pick(nouns());
    const std::string name = scene.words.product();
    scene.objective = worded(
        scene.random,
        {"Create the $1 $2.", "Delete the $1 $2.", "Save the $1 $2.", "Subscribe to the $1 $2."},
        thing, name);
    scene.clickedBefore(scene.random.chance(0.5) ? "Save" : "Create " + thing);
    scene.page.add(1, "alert",
                   worded(scene.random,
                          {"The $1 has been saved.", "Your changes to $2 were kept.", "$2: done.",
                           "Success: $1 $2"},
                          thing, name));
    scene.addDistractors(scene.size, name);
    scene.stop("Done", "The last step did what was asked.");
}

}  // namespace

void makeReadingLesson(LessonSkill skill, LessonScene& scene)
{
    switch (skill) {
    case LessonSkill::CountRows: return countRows(scene);
    case LessonSkill::Compare: return compare(scene);
    case LessonSkill::FollowUp: return followUp(scene);
    case LessonSkill::GiveUp: return giveUp(scene);
    case LessonSkill::Done: return done(scene);
    default: return scene.random.chance(0.5) ? readBesideLabel(scene) : readInRow(scene);
    }
}

}  // namespace sym
