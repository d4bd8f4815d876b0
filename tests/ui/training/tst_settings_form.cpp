#include "ui/training/settings_form.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/dataset/train_preset.h"
#include "core/training/train_settings.h"
#include "ui/training/field_text.h"

using namespace sym;
using namespace Qt::StringLiterals;

class TestSettingsForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsGoThroughTheForm_data()
    {
        QTest::addColumn<QString>("preset");
        for (const std::string& name : trainPresetNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void presetsGoThroughTheForm()
    {
        QFETCH(QString, preset);
        SettingsForm form;
        const TrainConfig config = *trainPreset(preset.toStdString());

        form.setConfig(config);

        QVERIFY(form.config() == config);
        QCOMPARE(form.problem(), QString());
    }

    void everyFieldKeepsAnOddValue()
    {
        TrainConfig config;
        config.name = "kept";
        config.lambda = 0.25;
        config.shareJoint = 0.5;
        config.maxTokens = 777;
        config.rowTokens = 900;
        config.method = "lora";
        config.loraTargets = {"q_proj", "down_proj"};
        config.loraRankStabilised = true;
        config.learningRate = 3.25e-5;
        config.epsilon = 1e-9;
        config.schedule = "linear";
        config.precision = "float32";
        config.activationCheckpointing = true;
        config.device = "cpu";
        config.seed = 18446744073709551615ull;
        config.sampleSteps = 0;
        SettingsForm form;

        form.setConfig(config);

        QVERIFY(form.config() == config);
    }

    void rangesAreSaid_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("entered");
        QTest::addColumn<QString>("said");  // "" : it fits
        QTest::newRow("fits") << u"learningRate"_s << u"2e-4"_s << QString();
        QTest::newRow("at the edge") << u"loraDropout"_s << u"0.9"_s << QString();
        QTest::newRow("too large") << u"learningRate"_s << u"2"_s << u"Learning rate"_s;
        QTest::newRow("negative") << u"weightDecay"_s << u"-0.1"_s << u"Weight decay"_s;
        QTest::newRow("no number") << u"lambda"_s << u"one"_s << u"not a number"_s;
        QTest::newRow("empty") << u"beta1"_s << QString() << u"Beta 1"_s;
        QTest::newRow("infinite") << u"clipNorm"_s << u"inf"_s << u"Clip gradients"_s;
        QTest::newRow("seed with a sign") << u"seed"_s << u"-1"_s << u"Seed"_s;
    }

    void rangesAreSaid()
    {
        QFETCH(QString, key);
        QFETCH(QString, entered);
        QFETCH(QString, said);
        SettingsForm form;
        const TrainConfig before = form.config();
        auto* line = qobject_cast<QLineEdit*>(form.field(key));
        QVERIFY(line);

        line->setText(entered);

        QCOMPARE(form.problem().isEmpty(), said.isEmpty());
        QVERIFY2(form.problem().contains(said), qPrintable(form.problem()));
        QCOMPARE(form.config() == before, !said.isEmpty());  // a wrong field keeps what it had
        QCOMPARE(line->toolTip() == form.problem(), !said.isEmpty());
    }

    void whatDoesNotGoTogetherIsSaid()
    {
        SettingsForm form;
        qobject_cast<QSpinBox*>(form.field(u"maxTokens"_s))->setValue(2048);
        QVERIFY2(form.problem().startsWith(fieldLabel(u"rowTokens"_s)), qPrintable(form.problem()));
    }

    void adaptersAreAskedForWithLoraOnly()
    {
        SettingsForm form;
        form.show();
        QVERIFY(!form.field(u"loraRank"_s)->isVisible());
        qobject_cast<QComboBox*>(form.field(u"method"_s))->setCurrentText(u"lora"_s);
        QVERIFY(form.field(u"loraRank"_s)->isVisible());
    }

    void everySettingHasAFieldALabelAndAReason()
    {
        SettingsForm form;
        for (const TrainSetting& setting : trainSettings()) {
            const QString key = QString::fromUtf8(setting.key);
            QVERIFY2(fieldLabel(key) != key, setting.key);
            if (std::string(setting.section) == "run") continue;
            QVERIFY2(form.field(key), setting.key);
            QVERIFY(form.field(key)->toolTip().contains(QString::fromUtf8(setting.reason)));
        }
    }
};

QTEST_MAIN(TestSettingsForm)
#include "tst_settings_form.moc"
