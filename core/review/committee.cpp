#include "core/review/committee.h"

#include <algorithm>

#include "core/review/review_question.h"
#include "core/review/trajectory_text.h"

namespace sym {

namespace {

constexpr PageLimits kReviewedPage{.lines = 40, .characters = 2500};

std::string nameOf(const CommitteeJudge& judge)
{
    return judge.manner + ", " + judge.model->name();
}

ReviewQuestion questionOf(const KnowledgeEntry& entry, const CommitteeJudge& judge,
                          std::uint64_t seed)
{
    ReviewQuestion question;
    question.request = "review";
    question.manner = {"manner " + judge.manner};
    question.sections = {{"INSTRUCTION", entry.abstract},
                         {"STEPS", entry.replicate},
                         {"TRAJECTORY", stepsText(entry, kReviewedPage)}};
    question.answers = {"REASON", "ALIGNED", "COHERENT", "NATURAL", "REASONABLE"};
    question.seed = seed;
    return question;
}

KnowledgeVote voteOf(const ReviewAnswer& answer, const CommitteeJudge& judge, int turn)
{
    return {nameOf(judge),
            turn,
            saysYes(answer.text("ALIGNED")),
            saysYes(answer.text("COHERENT")),
            saysYes(answer.text("NATURAL")),
            saysYes(answer.text("REASONABLE")),
            answer.text("REASON")};
}

std::string othersText(const std::vector<KnowledgeVote>& votes, std::size_t self)
{
    std::string text;
    for (std::size_t i = 0; i < votes.size(); ++i)
        if (i != self)
            text += std::string("- ") + (votes[i].accepts() ? "accepts: " : "refuses: ")
                    + votes[i].reason + '\n';
    return text;
}

}  // namespace

CommitteeSettings committeeOf(ChatModel& model, std::uint64_t seed)
{
    return {.judges = {{&model, "plain"}, {&model, "strict"}}, .seed = seed};
}

Result<CommitteeReview> reviewEntry(const KnowledgeEntry& entry, const CommitteeSettings& settings,
                                    JobContext& job)
{
    if (settings.judges.size() < 2)
        return Error(ErrorCode::InvalidInput, "a committee needs two judges or more, not "
                                                  + std::to_string(settings.judges.size()));
    CommitteeReview review;
    std::vector<KnowledgeVote> latest;
    for (const CommitteeJudge& judge : settings.judges) {
        SYM_TRY(ReviewAnswer answer,
                askReview(questionOf(entry, judge, settings.seed), *judge.model, job));
        latest.push_back(voteOf(answer, judge, 0));
        review.calls.push_back(std::move(answer.call));
    }
    review.votes = latest;

    const auto accepted = std::ranges::count_if(latest, &KnowledgeVote::accepts);
    if (settings.debate && accepted > 0 && accepted < std::ssize(latest)) {
        const std::vector<KnowledgeVote> first = latest;
        for (std::size_t i = 0; i < settings.judges.size(); ++i) {
            const CommitteeJudge& judge = settings.judges[i];
            ReviewQuestion question = questionOf(entry, judge, settings.seed + 1);
            question.manner.emplace_back("debate");
            question.sections.emplace_back("OTHER REVIEWS", othersText(first, i));
            SYM_TRY(ReviewAnswer answer, askReview(question, *judge.model, job));
            latest[i] = voteOf(answer, judge, 1);
            review.votes.push_back(latest[i]);
            review.calls.push_back(std::move(answer.call));
        }
    }
    review.accepted = std::ranges::all_of(latest, &KnowledgeVote::accepts);
    return review;
}

}  // namespace sym
