#include "ui/tasks/evaluation_text.h"

#include <QtCore/QCoreApplication>

#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString tr(const char* source)
{
    return QCoreApplication::translate("sym::evaluation", source);
}

QString valueText(const nlohmann::json& value)
{
    const QString plain =
        value.is_string() ? text(value.get_ref<const std::string&>()) : text(value.dump());
    return u"<code>"_s + plain.left(400).toHtmlEscaped() + u"</code>"_s;
}

/// "a |OR| b" and lists, one quoted value after the other.
QString valuesText(const nlohmann::json& value)
{
    if (!value.is_array()) return valueText(value);
    QStringList parts;
    for (const auto& entry : value) parts << valueText(entry);
    return parts.join(u", "_s);
}

void explainContents(const nlohmann::json& contents, const QString& where, QStringList& lines)
{
    if (!contents.is_object()) return;
    for (const auto& [kind, value] : contents.items()) {
        if (kind == "exact_match")
            lines << tr("%1 is exactly %2").arg(where, valuesText(value));
        else if (kind == "must_include")
            lines << tr("%1 contains %2").arg(where, valuesText(value));
        else if (kind == "must_exclude")
            lines << tr("%1 does not contain %2").arg(where, valuesText(value));
        else if (kind == "fuzzy_match")
            lines << tr("a judge finds %1 to mean %2").arg(where, valuesText(value));
        else
            lines << tr("%1: %2 %3").arg(where, text(kind).toHtmlEscaped(), valuesText(value));
    }
}

void explainPages(const nlohmann::json& targets, QStringList& lines)
{
    if (!targets.is_array()) return;
    for (const auto& target : targets) {
        if (!target.is_object()) continue;
        const QString url = valueText(target.value("url", nlohmann::json("last")));
        const auto locator = target.value("locator", nlohmann::json(""));
        const bool whole = locator.is_string() && locator.get_ref<const std::string&>().empty();
        const QString where = whole ? tr("the page %1").arg(url)
                                    : tr("%1 on the page %2").arg(valueText(locator), url);
        explainContents(target.value("required_contents", nlohmann::json::object()), where, lines);
    }
}

}  // namespace

QStringList evaluatorNames(const nlohmann::json& evaluation)
{
    QStringList names;
    if (!evaluation.is_object() || !evaluation.contains("eval_types")) return names;
    for (const auto& name : evaluation["eval_types"])
        if (name.is_string()) names << text(name.get_ref<const std::string&>());
    return names;
}

QString explainEvaluation(const nlohmann::json& evaluation)
{
    QStringList lines;
    const QStringList names = evaluatorNames(evaluation);
    if (names.contains(u"string_match"_s))
        explainContents(evaluation.value("reference_answers", nlohmann::json()), tr("the answer"),
                        lines);
    if (names.contains(u"url_match"_s))
        lines << tr("the last address matches %1 (%2)")
                     .arg(valueText(evaluation.value("reference_url", nlohmann::json(""))),
                          valueText(evaluation.value("url_note", nlohmann::json("EXACT"))));
    if (names.contains(u"program_html"_s))
        explainPages(evaluation.value("program_html", nlohmann::json()), lines);
    if (lines.isEmpty())
        return u"<p>"_s + tr("The task says nothing about how it is scored.") + u"</p>"_s;
    return u"<p>"_s + tr("Score 1 when all of this is true, else the parts' product:")
           + u"</p><ul><li>"_s + lines.join(u"</li><li>"_s) + u"</li></ul>"_s;
}

}  // namespace sym
