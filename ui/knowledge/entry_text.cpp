#include "ui/knowledge/entry_text.h"

#include <QtCore/QCoreApplication>

#include <map>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

struct EntryText {
    Q_DECLARE_TR_FUNCTIONS(EntryText)
};

QString escaped(const std::string& words)
{
    return text(words).toHtmlEscaped().replace(u'\n', u"<br>"_s);
}

QString section(const QString& title, const QString& body)
{
    return body.isEmpty() ? QString()
                          : u"<h4>"_s + title.toHtmlEscaped() + u"</h4><p>"_s + body + u"</p>"_s;
}

QString stepsHtml(const KnowledgeEntry& entry)
{
    QString html = u"<table cellpadding='3'>"_s;
    for (std::size_t i = 0; i < entry.steps.size(); ++i) {
        const KnowledgeStep& step = entry.steps[i];
        // Repetitions are left out of an entry, so its last steps may lie further on.
        const int position = std::min(entry.firstStep + int(i), entry.lastStep);
        html +=
            u"<tr><td><a href='step:%1'>%2</a></td><td>%3<br><code>%4</code> %5<br><i>%6</i></td></tr>"_s
                .arg(position)
                .arg(position + 1)
                .arg(escaped(step.page.title + "  " + step.page.path), escaped(step.action),
                     escaped(step.target), escaped(step.reason));
    }
    if (!entry.last.title.empty())
        html += u"<tr><td></td><td>"_s
                + EntryText::tr("then: %1").arg(escaped(entry.last.title + "  " + entry.last.path))
                + u"</td></tr>"_s;
    return html + u"</table>"_s;
}

QString mark(bool good, const QString& word, const QPalette& palette)
{
    const QColor color = toneColor(good ? Tone::Good : Tone::Bad, palette);
    return u"<span style='color:%1'>%2&nbsp;%3</span>"_s.arg(color.name(), good ? u"✓"_s : u"✗"_s,
                                                             word.toHtmlEscaped());
}

QString votesHtml(const KnowledgeEntry& entry, const QPalette& palette)
{
    if (entry.votes.empty()) return EntryText::tr("No committee was asked.").toHtmlEscaped();
    QString html;
    for (const KnowledgeVote& vote : entry.votes) {
        html += u"<p><b>"_s + escaped(vote.judge) + u"</b>"_s;
        if (vote.turn > 0) html += u" "_s + EntryText::tr("after the debate").toHtmlEscaped();
        html += u": "_s
                + QStringList{mark(vote.aligned, EntryText::tr("aligned"), palette),
                              mark(vote.coherent, EntryText::tr("coherent"), palette),
                              mark(vote.natural, EntryText::tr("natural"), palette),
                              mark(vote.reasonable, EntryText::tr("reasonable"), palette)}
                      .join(u", "_s)
                + u"<br>"_s + escaped(vote.reason) + u"</p>"_s;
    }
    return html;
}

QString sourceHtml(const KnowledgeEntry& entry)
{
    QString html = EntryText::tr("%1, round %2, task %3 of template %4, episode %5, steps %6 to %7")
                       .arg(makerText(entry.policy))
                       .arg(entry.round)
                       .arg(text(entry.taskId), text(entry.templateId))
                       .arg(entry.episode.value)
                       .arg(entry.firstStep + 1)
                       .arg(entry.lastStep + 1)
                       .toHtmlEscaped();
    html += u"<br>"_s
            + (entry.symbiosis ? EntryText::tr("loop %1").arg(entry.symbiosis.value)
                               : EntryText::tr("built by hand"))
            + u" · <a href='step:%1'>%2</a>"_s.arg(entry.firstStep)
                  .arg(EntryText::tr("open it in the Trajectory panel").toHtmlEscaped());
    return html + u"<br>"_s
           + EntryText::tr("Objective of the episode: %1").arg(escaped(entry.objective));
}

}  // namespace

QString opinionText(Opinion opinion)
{
    switch (opinion) {
    case Opinion::Success: return EntryText::tr("success");
    case Opinion::Failure: return EntryText::tr("failure");
    case Opinion::Unjudged: break;
    }
    return EntryText::tr("not judged");
}

QString votesText(const KnowledgeEntry& entry)
{
    if (entry.votes.empty()) return u"–"_s;
    std::map<std::string, bool> last;
    for (const KnowledgeVote& vote : entry.votes) last[vote.judge] = vote.accepts();
    int accept = 0;
    for (const auto& [judge, accepts] : last) accept += accepts ? 1 : 0;
    return EntryText::tr("%1 of %2").arg(accept).arg(last.size());
}

QString makerText(const std::string& policy)
{
    if (policy == "planner") return EntryText::tr("planner (offline stand-in)");
    if (policy == "large") return EntryText::tr("large model");
    if (policy == "small") return EntryText::tr("small model");
    if (policy == "sds") return EntryText::tr("both models");
    return text(policy);
}

QString entryHtml(const KnowledgeEntry& entry, const QPalette& palette)
{
    QString outcome =
        opinionText(entry.outcome).toHtmlEscaped() + u" — "_s
        + EntryText::tr("a model's opinion of the whole episode, never the evaluator's reward")
              .toHtmlEscaped();
    if (!entry.outcomeReason.empty()) outcome += u"<br>"_s + escaped(entry.outcomeReason);
    return u"<h3>"_s + escaped(entry.abstract) + u"</h3>"_s
           + section(EntryText::tr("To do the same"), escaped(entry.replicate))
           + section(EntryText::tr("Summary"), escaped(entry.summary))
           + section(EntryText::tr("Outcome"), outcome) + u"<h4>"_s
           + EntryText::tr("Steps").toHtmlEscaped() + u"</h4>"_s + stepsHtml(entry) + u"<h4>"_s
           + EntryText::tr("Votes of the committee").toHtmlEscaped() + u"</h4>"_s
           + votesHtml(entry, palette)
           + section(EntryText::tr("Where it comes from"), sourceHtml(entry));
}

}  // namespace sym
