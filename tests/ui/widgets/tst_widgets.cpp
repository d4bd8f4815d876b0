#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "ui/widgets/find_bar.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/image_view.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/table_copy.h"
#include "ui/widgets/theme.h"

using namespace sym;
using namespace Qt::StringLiterals;

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIconDrawsSomething_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& file : QDir(u":/icons"_s).entryList())
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }

    void everyIconDrawsSomething()
    {
        QFETCH(QString, name);

        const QImage image = svgIcon(name).pixmap(32, 32).toImage();

        int drawn = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                drawn += image.pixelColor(x, y).alpha() > 64 ? 1 : 0;
        QVERIFY2(drawn > 20, qPrintable(name));
    }

    void iconsFollowTheTheme()
    {
        ThemeSwitch theme;
        const auto ink = [] {
            const QImage image = svgIcon(u"stop"_s).pixmap(24, 24).toImage();
            return image.pixelColor(12, 12).lightness();
        };

        theme.setTheme(Theme::Dark);
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(ink() > 150);
        theme.setTheme(Theme::Light);
        QVERIFY(!isDark(QApplication::palette()));
        QVERIFY(ink() < 100);
        theme.setTheme(Theme::System);
    }

    void unknownIconIsEmpty() { QVERIFY(svgIcon(u"no such"_s).isNull()); }

    void tonesHaveContrast_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(Theme::Light);
        QTest::newRow("dark") << int(Theme::Dark);
    }

    void tonesHaveContrast()
    {
        QFETCH(int, theme);
        ThemeSwitch themes;
        themes.setTheme(Theme(theme));
        const auto luminance = [](const QColor& color) {
            const auto channel = [](double c) {
                return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
                   + 0.0722 * channel(color.blueF());
        };

        for (const Tone tone :
             {Tone::Neutral, Tone::Muted, Tone::Good, Tone::Bad, Tone::Warning, Tone::Accent}) {
            const double a = luminance(toneColor(tone, QApplication::palette()));
            const double b = luminance(QApplication::palette().color(QPalette::Base));
            QVERIFY2((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.5,
                     qPrintable(QString::number(int(tone))));
        }
        themes.setTheme(Theme::System);
    }

    void stackOffersActionsWhenEmpty()
    {
        PanelStack stack(new QLabel(u"content"_s));
        QAction action(u"&Do it"_s);
        action.setObjectName(u"do"_s);
        QSignalSpy triggered(&action, &QAction::triggered);

        stack.show();
        stack.showEmpty(u"tasks"_s, u"Nothing"_s, u"Do something first"_s, {&action});
        auto* button = stack.findChild<QPushButton*>(u"emptyButton_do"_s);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);

        QCOMPARE(triggered.count(), 1);
        QCOMPARE(stack.state(), PanelStack::State::Empty);
        QCOMPARE(stack.findChild<QLabel*>(u"emptyHint"_s)->text(), u"Do something first"_s);
    }

    void stackRetriesAfterAnError()
    {
        PanelStack stack(new QLabel);
        QSignalSpy retried(&stack, &PanelStack::retryRequested);

        stack.show();
        stack.showError(u"Failed"_s, u"disk full"_s);
        QTest::mouseClick(stack.findChild<QPushButton*>(u"retryButton"_s), Qt::LeftButton);

        QCOMPARE(retried.count(), 1);
        QCOMPARE(stack.findChild<QLabel*>(u"errorReason"_s)->text(), u"disk full"_s);
    }

    void findBarCountsAndWraps()
    {
        QWidget box;
        auto* view = new QPlainTextEdit(u"one two one\nONE"_s, &box);
        FindBar find(view, &box);

        find.setPattern(u"one"_s);

        QCOMPARE(find.hitCount(), 3);
        QCOMPARE(view->textCursor().selectionStart(), 0);
        find.findNext();
        QCOMPARE(view->textCursor().selectionStart(), 8);
        find.findPrevious();
        find.findPrevious();
        QCOMPARE(view->textCursor().selectionStart(), 12);
    }

    void imageViewMapsClicksToSourcePixels()
    {
        ImageView view;
        view.resize(400, 300);
        view.setImages(QImage(800, 600, QImage::Format_RGB32));
        view.show();
        QSignalSpy clicked(&view, &ImageView::clicked);

        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          QPoint(view.viewport()->width() / 2, view.viewport()->height() / 2));

        QCOMPARE(clicked.count(), 1);
        const QPointF source = clicked[0][0].toPointF();
        QVERIFY(std::abs(source.x() - 400) < 4 && std::abs(source.y() - 300) < 4);
    }

    void doubleClickShowsSourceResolution()
    {
        ImageView view;
        view.resize(400, 300);
        view.setImages(QImage(800, 600, QImage::Format_RGB32));

        QTest::mouseDClick(view.viewport(), Qt::LeftButton);
        QCOMPARE(view.zoom(), 1.0);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton);
        QVERIFY(view.isFitted());
    }

    void flowLayoutBreaksLines()
    {
        QWidget box;
        auto* layout = new FlowLayout(&box);
        for (int i = 0; i < 6; ++i) {
            auto* label = new QLabel(&box);
            label->setFixedSize(100, 20);
            layout->addWidget(label);
        }

        QVERIFY(layout->heightForWidth(1000) < 40);
        QVERIFY(layout->heightForWidth(220) > 3 * 20);
    }

    void copiesRowsAsTabSeparatedText()
    {
        QStandardItemModel model(2, 2);
        model.setHorizontalHeaderLabels({u"A"_s, u"B"_s});
        model.setItem(0, 0, new QStandardItem(u"a\tb"_s));
        model.setItem(0, 1, new QStandardItem(u"c"_s));
        QTableView view;
        view.setModel(&model);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        enableTableCopy(&view);

        view.selectRow(0);
        view.actions().first()->trigger();

        QCOMPARE(QGuiApplication::clipboard()->text(), u"A\tB\na b\tc\n"_s);
    }

    void writesNumbersForPeople_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("expected");
        QTest::newRow("milliseconds") << durationText(840) << u"840 ms"_s;
        QTest::newRow("seconds") << durationText(12'400) << u"12.4 s"_s;
        QTest::newRow("minutes") << durationText(185'000) << u"3 min 05 s"_s;
        QTest::newRow("no cost") << costText(0) << u"–"_s;
        QTest::newRow("small cost") << costText(0.0123) << u"$0.0123"_s;
        QTest::newRow("no time") << timeText("") << QString();
    }

    void writesNumbersForPeople()
    {
        QFETCH(QString, shown);
        QFETCH(QString, expected);
        QCOMPARE(shown, expected);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
