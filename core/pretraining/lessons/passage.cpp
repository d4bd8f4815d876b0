#include "core/pretraining/lessons/passage.h"

#include "core/pretraining/lessons/lesson.h"
#include "core/pretraining/lessons/word_lists.h"
#include "core/pretraining/lessons/wordsmith.h"

namespace sym {

namespace {

std::string aboutThing(Wordsmith& words)
{
    const std::string thing = words.pick(nouns());
    return "The " + words.coined(2) + " is a " + words.pick(adjectives()) + " "
           + words.pick(adjectives()) + " " + thing + ". It comes in "
           + loweredAscii(words.pick(colours())) + " and costs " + words.price()
           + ". Most people use it to " + words.pick(verbWords()) + " a " + words.pick(nouns())
           + ". " + words.sentence();
}

std::string aboutPlace(Wordsmith& words)
{
    const std::string place = words.place();
    return place + " lies between a " + words.pick(nouns()) + " and the old " + words.pick(nouns())
           + ". It was opened on " + words.date() + " by " + words.person() + ". Today there is a "
           + words.pick(adjectives()) + " " + words.pick(nouns()) + ". " + words.sentence();
}

std::string aboutPerson(Wordsmith& words)
{
    const std::string person = words.person();
    return person + " was born on " + words.date() + ", and became a " + words.pick(nouns())
           + " who liked to " + words.pick(verbWords()) + " every " + words.pick(adjectives()) + " "
           + words.pick(nouns()) + ". " + words.sentence() + " " + words.sentence();
}

/// What pages say around their content, quoted and not: words a tokenizer should have whole.
std::string pageWords(Wordsmith& words)
{
    std::string text;
    for (int i = 0; i < 30; ++i)
        for (const auto list : {menuWords(), fieldLabels(), nouns(), adjectives()}) {
            const std::string word = words.pick(list);
            text += " '" + capitalised(word) + "' " + capitalised(word) + " " + loweredAscii(word);
        }
    return text + "\n…\n\t…\n";
}

std::string promptAndAnswer(const TrainingRecord& lesson)
{
    return studentPrompt(ExampleKind::Joint, lesson.objective, lesson.lastAction, "",
                         lesson.observation)
           + studentResponse(ExampleKind::Joint, lesson.reason, lesson.action);
}

}  // namespace

std::string makePassage(Random& random)
{
    Wordsmith words(random);
    switch (random.between(0, 2)) {
    case 0: return aboutThing(words);
    case 1: return aboutPlace(words);
    default: return aboutPerson(words);
    }
}

std::vector<std::string> tokenizerCorpus(const std::vector<TrainingRecord>& lessons,
                                         std::uint64_t seed, std::size_t bytes)
{
    std::vector<std::string> texts;
    const Random root = Random(seed).fork("corpus");
    const std::vector<LessonStage>& stages = lessonStages();
    for (std::size_t i = 0, written = 0; written < bytes; ++i) {
        Random random(root.fork(std::to_string(i)).next());
        std::string text;
        if (i % 3 == 0) {
            Wordsmith words(random);
            text = i % 6 == 0 ? pageWords(words) : makePassage(random);
        } else {
            text = promptAndAnswer(makeLesson(stages[i % stages.size()], random));
        }
        if (i < lessons.size()) text += "\n" + promptAndAnswer(lessons[i]);
        written += text.size();
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace sym
