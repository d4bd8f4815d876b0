#pragma once

#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/pretraining/lessons/lesson_scene.h"
#include "core/pretraining/lessons/pages/recorded_page.h"
#include "core/pretraining/lessons/wordsmith.h"
#include "core/training/training_record.h"

namespace sym {

/// One lesson on one page; each maker says whether the page was fit for it.
class PageLesson {
public:
    PageLesson(const RecordedPage& page, const std::vector<std::string>& names, Random& random)
        : m_page(page), m_names(names), m_random(random), m_words(random)
    {
    }

    /// A lesson of a skill that is drawn. @return false when the page is not fit for it
    bool make();
    /// The lesson that was made.
    TrainingRecord record() const
    {
        TrainingRecord record;
        record.objective = m_objective;
        record.lastAction = m_told.empty() ? "None" : m_told.back();
        for (const std::string& told : m_told)
            record.history += (record.history.empty() ? "" : "\n") + told;
        record.observation = m_page.text();
        record.reason = m_reason;
        record.action = m_action;
        record.templateId = m_skill;
        record.site = "pages";
        record.split = "train";
        return record;
    }

private:
    static std::string idText(int id) { return "[" + std::to_string(id) + "]"; }
    /// Those with a name that can be said.
    std::vector<const RecordedElement*> elements(bool (*isFit)(const RecordedElement&)) const;
    std::string named(std::initializer_list<std::string_view> wordings, const std::string& first,
                      const std::string& second = {})
    {
        return worded(m_random, wordings, first, second);
    }
    std::string thing();
    std::string entry();
    std::string needFor(const std::string& thing);
    void something();
    void clickedBefore(const std::string& role, const std::string& name);
    void typedBefore(int id, const std::string& field, const std::string& text, bool enter);
    void click(const RecordedElement& element, std::string_view why);
    void type(const RecordedElement& field, const std::string& text, bool enter,
              std::string_view why);
    void stop(const std::string& answer, std::string_view why);

    bool clickNamed();
    bool clickPartly();
    bool clickInItem();
    bool clickFound();
    bool search();
    bool typeField();
    bool fillForm();
    bool select();
    bool isOnly(const RecordedFact& fact) const;
    std::string said(const RecordedFact& fact) const;
    bool readFact();
    bool done();
    bool arrived();
    bool missing();
    bool recite();
    bool reciteFacts();

    RecordedPage m_page;  // forms are filled in, so a copy
    const std::vector<std::string>& m_names;
    Random& m_random;
    Wordsmith m_words;
    std::string m_skill, m_objective, m_reason, m_action;
    std::vector<std::string> m_told;  ///< earlier actions
};

}  // namespace sym
