#include <vector>

#include "core/pretraining/lessons/lesson_scene.h"
#include "core/pretraining/lessons/word_lists.h"

namespace sym {

namespace {

std::string askedToClick(Random& random, const std::string& name)
{
    return worded(random,
                  {"Click $1.", "Open $1.", "Go to $1.", "Press \"$1\".", "Take me to $1.",
                   "Show $1.", "Please choose $1.", "Follow the link $1", "Use \"$1\".",
                   "I want to see $1.", "Bring up the page $1.", "Visit $1."},
                  name);
}

/// Puts one element among distractors. @return its index
std::size_t hide(LessonScene& scene, const std::string& role, const std::string& name,
                 const std::string& avoid)
{
    const int others = std::max(1, scene.size - 1);
    const int before = int(scene.random.between(0, others));
    scene.addDistractors(before, avoid);
    const std::size_t target = scene.page.addElement(1, role, name);
    scene.addDistractors(others - before, avoid);
    return target;
}

void clickNamed(LessonScene& scene)
{
    const bool isLink = scene.random.chance(0.75);
    const std::string name = scene.words.elementName(isLink);
    const std::string role = isLink ? (scene.random.chance(0.1) ? "tab" : "link") : "button";
    const std::size_t target = hide(scene, role, name, name);
    scene.objective = askedToClick(scene.random, name);
    scene.click(role, scene.page.item(target).id, name, "It names what is looked for.");
}

void clickPartly(LessonScene& scene)
{
    // Two of its words are said; no other element has either
    const std::string first = scene.words.coined(2), last = scene.words.pick(nouns());
    const std::string name =
        first + " " + capitalised(scene.words.pick(adjectives())) + " " + capitalised(last);
    const std::size_t target = hide(scene, "link", name, first);
    scene.objective =
        askedToClick(scene.random, scene.random.chance(0.5) ? first : "the " + first + " " + last);
    scene.click("link", scene.page.item(target).id, name,
                "Its name matches words of the objective.");
}

void clickSynonym(LessonScene& scene)
{
    const Synonym synonym = scene.random.pick(synonyms());
    const std::string name(synonym.shown);
    const std::size_t target = hide(scene, "link", name, name);
    scene.objective = worded(scene.random,
                             {"Bring me to the $1.", "I am looking for: $1.", "Where is the $1?",
                              "Open the place for this: $1."},
                             std::string(synonym.asked));
    scene.click("link", scene.page.item(target).id, name, "It says what is to be done.");
}

void clickInRow(LessonScene& scene)
{
    constexpr std::string_view kDeeds[] = {"Delete",    "Edit",     "View",          "Reply",
                                           "Upvote",    "Downvote", "Add to basket", "Follow",
                                           "Subscribe", "Reorder"};
    const std::string deed(kDeeds[scene.random.between(0, 9)]);
    const bool isTable = scene.random.chance(0.4);
    const int count = std::max(2, scene.size / 3);
    const int wanted = int(scene.random.between(0, count - 1));
    std::string name;
    int id = 0;
    if (isTable) scene.page.addRow(1, "header", {"Name", "Price", "Action"});
    for (int i = 0; i < count && !scene.page.isFull(); ++i) {
        std::string item = scene.random.chance(0.5) ? scene.words.product() : scene.words.place();
        for (int tries = 0; tries < 20 && scene.isTaken(item); ++tries)
            item = scene.words.product();
        int deedId = 0;
        if (isTable) {
            const int linkId = scene.page.nextId();
            deedId = scene.page.nextId();
            const std::size_t row = scene.page.addRow(
                1, "row",
                {LessonPage::cellElement("link", linkId, item), scene.words.price(),
                 LessonPage::cellElement("button", deedId, deed)});
            (void)row;
        } else {
            scene.page.add(1, "listitem", "");
            scene.page.addElement(2, "link", item);
            if (scene.random.chance(0.5)) scene.page.add(2, "text", scene.words.price());
            deedId = scene.page.item(scene.page.addElement(2, "button", deed)).id;
        }
        if (i == wanted || id == 0) {
            name = item;
            id = deedId;
        }
    }
    scene.objective = worded(scene.random,
                             {"$1: $2.", "Press $1 of $2.", "Choose $1 for $2.",
                              "I want to $1 this: $2.", "$1 the entry $2."},
                             deed, name);
    scene.click("button", id, deed, "It stands beside " + name + ".");
}

}  // namespace

void makeElementLesson(LessonSkill skill, LessonScene& scene)
{
    switch (skill) {
    case LessonSkill::ClickPartly: return clickPartly(scene);
    case LessonSkill::ClickSynonym: return clickSynonym(scene);
    case LessonSkill::ClickInRow: return clickInRow(scene);
    default: return clickNamed(scene);
    }
}

}  // namespace sym
