#include "ui/session/action_registry.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

using namespace sym;
using namespace Qt::StringLiterals;

class TestActionRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bareKeysWorkInListsNotWhileTyping_data()
    {
        QTest::addColumn<QString>("focus");
        QTest::addColumn<int>("triggered");

        QTest::newRow("list") << u"list"_s << 1;
        QTest::newRow("read-only text") << u"readOnly"_s << 1;
        QTest::newRow("line edit") << u"line"_s << 0;
        QTest::newRow("editable text") << u"text"_s << 0;
        QTest::newRow("combo box") << u"combo"_s << 0;
        QTest::newRow("spin box") << u"spin"_s << 0;
    }

    void bareKeysWorkInListsNotWhileTyping()
    {
        QFETCH(QString, focus);
        QFETCH(int, triggered);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        const auto add = [&](QWidget* widget, const QString& name) {
            widget->setObjectName(name);
            layout->addWidget(widget);
        };
        add(new QListWidget, u"list"_s);
        auto* readOnly = new QPlainTextEdit;
        readOnly->setReadOnly(true);
        add(readOnly, u"readOnly"_s);
        add(new QLineEdit, u"line"_s);
        add(new QPlainTextEdit, u"text"_s);
        auto* combo = new QComboBox;
        combo->addItems({u"a"_s, u"j"_s});
        add(combo, u"combo"_s);
        add(new QSpinBox, u"spin"_s);
        ActionRegistry registry;
        int count = 0;
        registry.add({u"x.next"_s, u"Next"_s, {}, {Qt::Key_J}, u"Next"_s}, &window,
                     [&] { ++count; });
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* widget = window.findChild<QWidget*>(focus);
        widget->setFocus();
        QTRY_VERIFY(widget->hasFocus());

        QTest::keyClick(widget, Qt::Key_J);

        QCOMPARE(count, triggered);
    }

    void tooltipShowsTheKeys()
    {
        QWidget window;
        ActionRegistry registry;

        const QAction* action =
            registry.add({u"x.go"_s, u"Go"_s, {}, {QKeySequence(Qt::CTRL | Qt::Key_G)}, u"Go on"_s},
                         &window, [] {});

        QCOMPARE(action->toolTip(), u"Go on (Ctrl+G)"_s);
        QCOMPARE(registry.find(u"x.go"_s), action);
        QCOMPARE(registry.find(u"x.none"_s), nullptr);
    }

    void forgetsActionsOfAClosedPlace()
    {
        ActionRegistry registry;
        {
            QWidget window;
            registry.add({u"x.go"_s, u"Go"_s, {}, {}, {}}, &window, [] {});
        }
        QVERIFY(registry.actions().empty());
    }
};

QTEST_MAIN(TestActionRegistry)
#include "tst_action_registry.moc"
