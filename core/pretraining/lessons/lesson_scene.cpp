#include "core/pretraining/lessons/lesson_scene.h"

#include <algorithm>

#include "core/pretraining/lessons/word_lists.h"
#include "core/training/told_action.h"

namespace sym {

namespace {

std::string pageTitle(Wordsmith& words, Random& random)
{
    const std::string site = random.chance(0.5) ? words.coined(2) : words.mixed();
    switch (random.between(0, 5)) {
    case 4: return words.product() + " - " + site;
    case 5: return "Found for: '" + words.product() + "' - " + site;
    case 0: return words.pick(menuWords()) + " - " + site;
    case 1: return words.phrase(2) + " - " + site;
    case 2: return words.phrase(1);
    default: return site;
    }
}

bool overlaps(const std::string& one, const std::string& other)
{
    const std::string a = loweredAscii(one), b = loweredAscii(other);
    return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

}  // namespace

LessonScene::LessonScene(const LessonStage& stage, Random& generator)
    : random(generator),
      words(generator),
      page(generator, pageTitle(words, generator)),
      size(int(generator.between(stage.minItems, stage.maxItems)))
{
}

bool LessonScene::isTaken(const std::string& name) const
{
    return std::any_of(page.items().begin(), page.items().end(),
                       [&](const PageItem& item) { return overlaps(item.name, name); });
}

void LessonScene::addDistractors(int count, const std::string& avoid)
{
    int indent = 1;
    for (int i = 0; i < count && !page.isFull(); ++i) {
        if (random.chance(0.12)) {
            indent = int(random.between(1, 2));
            if (indent == 2) page.add(1, random.chance(0.5) ? "navigation" : "main", "");
        }
        if (random.chance(0.15)) {
            page.add(indent, random.chance(0.4) ? "heading" : "text",
                     random.chance(0.5) ? words.phrase(2) : words.sentence());
            continue;
        }
        const bool isLink = random.chance(0.75);
        std::string name = words.elementName(isLink);
        for (int tries = 0; tries < 20 && (isTaken(name) || overlaps(name, avoid)); ++tries)
            name = words.elementName(isLink);
        if (overlaps(name, avoid)) continue;
        page.addElement(indent, isLink ? "link" : "button", name);
    }
}

std::size_t LessonScene::addSearch()
{
    page.add(1, "search", "");
    const std::size_t field = page.addElement(
        2, "searchbox", random.chance(0.6) ? "Search" : "Search " + words.pick(nouns()) + "s");
    page.addElement(2, "button", random.chance(0.5) ? "Go" : "Search");
    return field;
}

void LessonScene::clickedBefore(const std::string& name)
{
    lastAction = toldAction("click [" + std::to_string(random.between(2, 990)) + "]",
                            "click link \"" + name + "\".");
}

void LessonScene::typedBefore(const PageItem& field, const std::string& text, bool enter)
{
    lastAction = toldAction(
        "type [" + std::to_string(field.id) + "] [" + text + "] [" + (enter ? "1]" : "0]"),
        "type field \"" + field.name + "\".");
}

void LessonScene::click(const std::string& role, int id, const std::string& name,
                        std::string_view why)
{
    m_reason = "click " + role + " \"" + name + "\". " + std::string(why);
    m_action = "click [" + std::to_string(id) + "]";
}

void LessonScene::type(int id, const std::string& name, const std::string& text, bool enter,
                       std::string_view why)
{
    m_reason = "type field \"" + name + "\". " + std::string(why);
    m_action = "type [" + std::to_string(id) + "] [" + text + "] [" + (enter ? "1" : "0") + "]";
}

void LessonScene::select(int id, const std::string& name, const std::string& option)
{
    m_reason = "select choice \"" + name + "\". The objective names this choice.";
    m_action = "select [" + std::to_string(id) + "] [" + option + "]";
}

void LessonScene::stop(const std::string& answer, std::string_view why)
{
    m_reason = "stop. " + std::string(why);
    m_action = "stop [" + answer + "]";
}

void LessonScene::goBack()
{
    m_reason = "go_back. This page leads no further.";
    m_action = "go_back";
}

TrainingRecord LessonScene::record(LessonSkill skill) const
{
    TrainingRecord record;
    record.objective = objective;
    record.lastAction = lastAction;
    record.history = lastAction == "None" ? "" : lastAction;
    record.observation = page.text();
    record.reason = m_reason;
    record.action = m_action;
    record.templateId = lessonSkillName(skill);
    record.site = "lessons";
    record.split = "train";
    return record;
}

std::string worded(Random& random, std::initializer_list<std::string_view> wordings,
                   const std::string& first, const std::string& second)
{
    const std::string_view wording = random.pick(std::vector<std::string_view>(wordings));
    std::string text;
    for (std::size_t i = 0; i < wording.size(); ++i) {
        if (wording[i] == '$' && i + 1 < wording.size()
            && (wording[i + 1] == '1' || wording[i + 1] == '2')) {
            text += wording[++i] == '1' ? first : second;
        } else {
            text += wording[i];
        }
    }
    return text;
}

}  // namespace sym
