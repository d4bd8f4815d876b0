#include "ui/knowledge/knowledge_filter_bar.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <set>

#include "ui/knowledge/entry_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kTypingPauseMilliseconds = 200;
constexpr int kWordsWidth = 34;  // characters
}  // namespace

KnowledgeFilterBar::KnowledgeFilterBar(QWidget* parent)
    : QWidget(parent),
      m_words(new QLineEdit(this)),
      m_maker(new QComboBox(this)),
      m_round(new QComboBox(this)),
      m_site(new QComboBox(this)),
      m_refused(new QCheckBox(tr("Re&fused ones too"), this))
{
    m_words->setObjectName(u"knowledgeWords"_s);
    m_words->setPlaceholderText(tr("Search instructions, summaries and pages"));
    m_words->setAccessibleName(tr("Search the knowledge base"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(fontMetrics().averageCharWidth() * kWordsWidth);
    m_maker->setObjectName(u"knowledgeMaker"_s);
    m_maker->setAccessibleName(tr("Made by"));
    m_round->setObjectName(u"knowledgeRound"_s);
    m_round->setAccessibleName(tr("Round"));
    m_site->setObjectName(u"knowledgeSite"_s);
    m_site->setAccessibleName(tr("Site"));
    m_refused->setObjectName(u"knowledgeRefused"_s);
    m_refused->setToolTip(tr("Entries the committee refused are kept with their votes"));
    auto* flow = new FlowLayout(this);
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_words, m_maker, m_round, m_site, m_refused})
        flow->addWidget(field);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPauseMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &KnowledgeFilterBar::changed);
    connect(m_words, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    for (QComboBox* box : {m_maker, m_round, m_site})
        connect(box, &QComboBox::currentIndexChanged, this, &KnowledgeFilterBar::changed);
    connect(m_refused, &QCheckBox::toggled, this, &KnowledgeFilterBar::changed);
    setChoices({});
}

void KnowledgeFilterBar::setChoices(const KnowledgeChoices& choices)
{
    std::set<std::string> makers;
    std::set<int> rounds;
    for (const KnowledgeCount& count : choices.counts) {
        makers.insert(count.policy);
        rounds.insert(count.round);
    }
    const auto fill = [](QComboBox* box, const QString& all, const auto& add) {
        const QSignalBlocker quiet(box);
        const QVariant chosen = box->currentData();
        box->clear();
        box->addItem(all);
        add(box);
        box->setCurrentIndex(std::max(0, chosen.isValid() ? box->findData(chosen) : 0));
    };
    fill(m_maker, tr("by anybody"), [&](QComboBox* box) {
        for (const std::string& maker : makers)
            box->addItem(tr("by %1", "who made it").arg(makerText(maker)), text(maker));
    });
    fill(m_round, tr("of all rounds"), [&](QComboBox* box) {
        for (const int round : rounds) box->addItem(tr("up to round %1").arg(round), round);
    });
    fill(m_site, tr("on all sites"), [&](QComboBox* box) {
        for (const std::string& site : choices.sites)
            box->addItem(tr("on %1", "name of a site").arg(text(site)), text(site));
    });
}

KnowledgeFilter KnowledgeFilterBar::filter() const
{
    KnowledgeFilter filter;
    filter.acceptedOnly = !m_refused->isChecked();
    if (m_maker->currentData().isValid())
        filter.policies = {engineText(m_maker->currentData().toString())};
    if (m_round->currentData().isValid()) filter.lastRound = m_round->currentData().toInt();
    if (m_site->currentData().isValid())
        filter.sites = {engineText(m_site->currentData().toString())};
    return filter;
}

QString KnowledgeFilterBar::words() const
{
    return m_words->text().simplified();
}

void KnowledgeFilterBar::setWords(const QString& words)
{
    m_words->setText(words);
}

void KnowledgeFilterBar::focusWords()
{
    m_words->setFocus();
    m_words->selectAll();
}

}  // namespace sym
