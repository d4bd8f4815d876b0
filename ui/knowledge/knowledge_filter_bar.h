#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "core/store/knowledge_store.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sym {

/// What can be chosen in the bar: names and rounds that a knowledge base has.
struct KnowledgeChoices {
    std::vector<KnowledgeCount> counts;
    std::vector<std::string> sites;
};

/// Words, maker, round, site and whether refused entries are shown.
class KnowledgeFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit KnowledgeFilterBar(QWidget* parent = nullptr);

    /// Keeps what is chosen where it is still there; emits nothing.
    void setChoices(const KnowledgeChoices& choices);

    KnowledgeFilter filter() const;
    QString words() const;
    void setWords(const QString& words);
    void focusWords();

Q_SIGNALS:
    void changed();

private:
    QLineEdit* m_words;
    QComboBox* m_maker;
    QComboBox* m_round;
    QComboBox* m_site;
    QCheckBox* m_refused;
    QTimer m_typing;
};

}  // namespace sym
