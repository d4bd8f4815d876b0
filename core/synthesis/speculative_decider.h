#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>

#include "core/agent/decide.h"
#include "core/base/result.h"
#include "core/synthesis/teacher_cache.h"

namespace sym {

/// Which candidate is executed in place of a rejected proposal.
enum class BestRule {
    First,   ///< the first one listed, as the paper's code has it (METHOD 2.3)
    Scored,  ///< the one with the highest score of its own; the first where none is scored
};

/// When a proposal counts as one of the candidates; both verdicts are kept in any case.
enum class MatchRule { Canonical, Strict };

const char* bestRuleName(BestRule rule);    ///< "first", "scored"
const char* matchRuleName(MatchRule rule);  ///< "canonical", "strict"
Result<BestRule> bestRuleFromName(const std::string& name);
Result<MatchRule> matchRuleFromName(const std::string& name);

/// How speculative synthesis decides; docs/decisions/0007-speculative-synthesis.md has the reasons.
struct SpeculativeSettings {
    /// A teacher is asked for at most so many.
    static constexpr int kMaxCandidates = 10;

    int k = 3;                   ///< a proposal must be among the first k candidates
    int asked = kMaxCandidates;  ///< candidates the teacher is asked for: RolloutOptions.candidates
    BestRule best = BestRule::First;
    MatchRule matching = MatchRule::Canonical;
    double studentTemperature = 0.7;  ///< METHOD 2.3; a local student has its own setting
    double teacherTemperature = kActTemperature;
    bool useCache = true;  ///< equal situations are asked about once

    bool operator==(const SpeculativeSettings&) const = default;
};

/// For RolloutOptions.method, where the teacher's name goes beside it as "teacher".
nlohmann::json toJson(const SpeculativeSettings& settings);

/// What is missing keeps its default. @return InvalidInput naming what is wrong or out of range
Result<SpeculativeSettings> speculativeSettingsFromJson(const nlohmann::json& json);

/// @return InvalidInput naming the setting that is out of range
Status checkSettings(const SpeculativeSettings& settings);

/// Purposes of the recorded calls.
inline constexpr const char* kProposePurpose = "propose";  ///< of the student
inline constexpr const char* kVerifyPurpose = "verify";    ///< of the teacher
inline constexpr const char* kCachedPurpose =
    "verify, cached";  ///< of the teacher: not asked again

/// Speculative data synthesis (METHOD 2): student and teacher are asked at once; the student's
/// proposal is executed if it matches one of the teacher's first k candidates, else the best of
/// these is. The step keeps everything: the student's candidates, each with its verdict, then the
/// teacher's, ranked; the reasoning is that of the executed action, page description and highlight
/// are the teacher's. A student whose answer cannot be executed has no candidate and counts as
/// rejected. Thread-safe.
class SpeculativeDecider final : public StepDecider {
public:
    /// @param student, teacher outlive this
    /// @param teacherActor who the teacher is: Planner for the offline stand-in, else Large
    SpeculativeDecider(ChatModel& student, ChatModel& teacher, Actor teacherActor,
                       const SpeculativeSettings& settings);

    /// Lets the cache know what the teacher answered in this project before. @return Storage
    Status loadCache(ProjectStore& store) { return m_cache.load(store, m_teacher.name()); }

    /// @return nothing when the teacher gave no action that can be executed; errors of the teacher,
    ///         and of the student unless it only could not read the prompt
    Result<std::optional<Decision>> decide(const AgentMind& mind, std::uint64_t seed, Step& step,
                                           JobContext& job) override;

private:
    Result<DecisionAttempt> askStudent(const AgentMind& mind, std::uint64_t seed, const Step& step,
                                       JobContext& job);
    Result<DecisionAttempt> askTeacher(const AgentMind& mind, std::uint64_t seed, const Step& step,
                                       JobContext& job);

    ChatModel& m_student;
    ChatModel& m_teacher;
    Actor m_teacherActor;
    SpeculativeSettings m_settings;
    TeacherCache m_cache;
};

}  // namespace sym
