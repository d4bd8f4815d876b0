#include <QtTest/QtTest>

#include "core/planner/language/words.h"

using namespace sym;

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparesNames_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");

        QTest::newRow("equal") << "Order Total"
                               << "order total" << 1.0 << 1.0;
        QTest::newRow("plural") << "orders"
                                << "Order" << 1.0 << 1.0;
        QTest::newRow("synonym") << "basket"
                                 << "cart" << 0.75 << 0.85;
        QTest::newRow("joined") << "Wish List"
                                << "wishlist" << 1.0 << 1.0;
        QTest::newRow("half") << "order date"
                              << "order" << 0.7 << 0.8;
        QTest::newRow("stop words do not count") << "the price of it"
                                                 << "price" << 1.0 << 1.0;
        QTest::newRow("unlike") << "garden"
                                << "invoice" << 0.0 << 0.0;
        QTest::newRow("empty") << ""
                               << "invoice" << 0.0 << 0.0;
        QTest::newRow("past tense") << "cancelled"
                                    << "cancel" << 0.8 << 1.0;
    }

    void comparesNames()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(double, least);
        QFETCH(double, most);

        const double found = similarity(left.toStdString(), right.toStdString());

        QVERIFY2(found >= least - 1e-9 && found <= most + 1e-9, qPrintable(QString::number(found)));
    }

    void findsPhrases_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<bool>("found");

        QTest::newRow("inside") << "the Blue Chair here"
                                << "blue chair" << true;
        QTest::newRow("part of a word") << "armchair"
                                        << "chair" << false;
        QTest::newRow("number inside a number") << "order 1234"
                                                << "123" << false;
        QTest::newRow("spaces") << "a  b"
                                << "a b" << true;
        QTest::newRow("empty") << "a"
                               << "" << false;
        QTest::newRow("sign at its border") << "costs $5.00 now"
                                            << "$5.00" << true;
    }

    void findsPhrases()
    {
        QFETCH(QString, text);
        QFETCH(QString, phrase);
        QFETCH(bool, found);

        QCOMPARE(containsPhrase(text.toStdString(), phrase.toStdString()), found);
    }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
