#include <QtTest/QTest>

#include "core/site/map/map_data.h"
#include "page_walker.h"

using namespace sym;

namespace {

#define PLAY(...)                                                                       \
    do {                                                                                \
        const std::string problem = walker.play(std::vector<std::string>{__VA_ARGS__}); \
        QVERIFY2(problem.empty(), problem.c_str());                                     \
    } while (false)

}  // namespace

class TestMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regionsAreLargeAndConnected_data()
    {
        QTest::addColumn<quint64>("seed");

        for (const quint64 seed : {1u, 2u, 77u, 1000u})
            QTest::addRow("seed %u", unsigned(seed)) << seed;
    }

    void regionsAreLargeAndConnected()
    {
        QFETCH(quint64, seed);
        const MapData data = makeMapData(seed);

        QVERIFY2(data.places.size() >= 150, std::to_string(data.places.size()).c_str());
        std::set<std::string> names;
        std::set<std::string> addresses;
        for (const MapPlace& place : data.places) {
            QVERIFY2(names.insert(place.name).second, place.name.c_str());
            QVERIFY(addresses.insert(data.address(place)).second);
            for (const TravelMode mode : {TravelMode::Car, TravelMode::Bicycle, TravelMode::Foot})
                QVERIFY(data.route(data.places.front(), place, mode).has_value());
        }
        QCOMPARE(makeMapData(seed).places.back().phone, data.places.back().phone);
    }

    void routesAreConsistent()
    {
        const MapData data = makeMapData(3);
        for (int i = 0; i < 40; ++i) {
            const MapPlace& from = data.places[std::size_t(i * 3)];
            const MapPlace& to = data.places[std::size_t(150 - i)];
            const auto car = data.route(from, to, TravelMode::Car);
            const auto bicycle = data.route(from, to, TravelMode::Bicycle);
            const auto foot = data.route(from, to, TravelMode::Foot);

            double metres = 0;
            for (const RouteStep& step : foot->steps) metres += step.metres;
            QVERIFY(std::abs(metres - foot->metres) < 1);
            QVERIFY(foot->metres + 1 >= distanceBetween(from.point, to.point));
            QVERIFY(car->minutes <= bicycle->minutes && bicycle->minutes <= foot->minutes);
        }
    }

    void coordinatesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");

        QTest::newRow("comma") << "47.7, -3.1" << true;
        QTest::newRow("blank") << "47.7 -3.1" << true;
        QTest::newRow("name") << "Hotel 47" << false;
        QTest::newRow("out of range") << "97.7, -3.1" << false;
        QTest::newRow("empty") << "" << false;
    }

    void coordinatesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);

        QCOMPARE(coordinatesIn(text.toStdString()).has_value(), valid);
    }

    void textsAreShort_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");

        QTest::newRow("metres") << QString::fromStdString(distanceText(847)) << "850 m";
        QTest::newRow("kilometres") << QString::fromStdString(distanceText(12345)) << "12.3 km";
        QTest::newRow("nearly one") << QString::fromStdString(distanceText(996)) << "1.0 km";
        QTest::newRow("minutes") << QString::fromStdString(durationText(59)) << "59 min";
        QTest::newRow("hours") << QString::fromStdString(durationText(65)) << "1 h 05 min";
    }

    void textsAreShort()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);

        QCOMPARE(text, expected);
    }

    void searchPutsNamesFirst()
    {
        const MapData data = makeMapData(3);
        for (const MapPlace& place : data.places) {
            const auto found = data.search(place.name);
            QVERIFY(!found.empty());
            QCOMPARE(found.front()->name, place.name);
        }
        QVERIFY(data.search("no such place at all").empty());
    }

    void pointsRoundTrip()
    {
        const MapPoint point{12'345, 6'789};
        const MapPoint back = MapPoint::at(point.latitude(), point.longitude());

        QVERIFY(distanceBetween(point, back) < 0.01);
    }

    void directionsAreShown()
    {
        const MapData data = makeMapData(3);
        const MapPlace& from = data.places[5];
        const MapPlace& to = data.places[90];
        const auto route = data.route(from, to, TravelMode::Bicycle);
        PageWalker walker(3);

        PLAY("page.goto(\"__MAP__\")",
             "page.get_by_role(\"link\", name=\"Get directions\").click()",
             "page.get_by_role(\"combobox\", name=\"Travel mode\").select_option(\"Bicycle "
             "(OSRM)\")",
             "page.get_by_label(\"From\").fill(\"" + from.name + "\")",
             "page.get_by_label(\"To\").fill(\"" + to.name + "\")",
             "page.get_by_role(\"button\", name=\"Get directions\").click()");

        QCOMPARE(walker.textOf("#routing_summary"), "Distance: " + distanceText(route->metres)
                                                        + ". Time: " + durationText(route->minutes)
                                                        + ".");
        QCOMPARE(selectAll(walker.page(), "#map").size(), std::size_t(1));
    }

    void notesAndSavedPlacesAreKept()
    {
        PageWalker walker(3);
        PLAY("page.goto(\"__MAP__/place/7\")",
             "page.get_by_role(\"button\", name=\"Add a note\").click()",
             "page.get_by_label(\"Note\").fill(\"Gone\")",
             "page.get_by_role(\"button\", name=\"Add note\").click()");
        QCOMPARE(walker.textOf(".note-text"), std::string("Gone"));
        PLAY("page.get_by_role(\"button\", name=\"Resolve note\").click()");
        QVERIFY(walker.textOf(".note").find("resolved") != std::string::npos);

        PLAY("page.goto(\"__MAP__/place/7\")", "page.get_by_label(\"Label\").fill(\"Mine\")",
             "page.get_by_role(\"button\", name=\"Save place\").click()",
             "page.goto(\"__MAP__/saved\")");
        QVERIFY(walker.textOf(".saved").find("Mine") != std::string::npos);
        PLAY("page.get_by_role(\"button\", name=\"Remove\").click()",
             "page.get_by_role(\"button\", name=\"OK\").click()");
        QVERIFY(walker.textOf(".saved").find("Mine") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestMap)
#include "tst_map.moc"
