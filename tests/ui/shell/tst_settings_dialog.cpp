#include "ui/shell/settings_dialog.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/session/job_list.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

class TestSettingsDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        m_dialog = new SettingsDialog(*m_engine, std::make_shared<MemoryStore>(), m_jobs, nullptr);
        m_dialog->setVisible(true);
        QTRY_COMPARE(m_dialog->stack()->state(), PanelStack::State::Full);
    }

    void cleanup()
    {
        delete m_dialog;
        m_engine.reset();
    }

    void savesWhatWasTyped()
    {
        edit(u"siteAddress"_s)->setText(u"http://host:7770"_s);
        m_dialog->findChild<QListWidget*>(u"siteList"_s)->setCurrentRow(3);
        edit(u"siteUser"_s)->setText(u"byteblaze"_s);
        m_dialog->findChild<QSpinBox*>(u"siteCoolDown"_s)->setValue(90);
        edit(u"endpointAddress"_s)->setText(u"http://127.0.0.1:8000/v1"_s);
        edit(u"endpointKey"_s)->setText(u"MY_KEY"_s);
        m_dialog->findChild<QPlainTextEdit*>(u"allowedHosts"_s)
            ->setPlainText(u"a.org\n\n b.org:81 \n"_s);

        ok()->click();

        QTRY_VERIFY(!m_dialog);
        const WorkSettings& stored = m_engine->stored;
        QCOMPARE(stored.sites.sites[0].address, std::string("http://host:7770"));
        QCOMPARE(stored.sites.sites[3].user, std::string("byteblaze"));
        QCOMPARE(stored.sites.sites[3].coolDownSeconds, 90);
        QCOMPARE(stored.endpoint.keyVariable, std::string("MY_KEY"));
        QCOMPARE(stored.allowedHosts, (std::vector<std::string>{"a.org", "b.org:81"}));
        QCOMPARE(stored.browser, std::string("embedded"));
    }

    void whatCannotBeSavedIsExplained()
    {
        edit(u"endpointAddress"_s)->setText(u"ftp://x"_s);
        ok()->click();

        auto* error = m_dialog->findChild<QLabel*>(u"settingsError"_s);
        QTRY_VERIFY(error->isVisible());
        QVERIFY(error->text().contains(u"ftp is not http"_s));
    }

    void aSiteCanBeChecked()
    {
        edit(u"siteAddress"_s)->setText(u"http://host:7770"_s);
        m_dialog->findChild<QPushButton*>(u"checkSite"_s)->click();

        auto* list = m_dialog->findChild<QListWidget*>(u"siteList"_s);
        QTRY_VERIFY(list->item(0)->text().contains(u"ready"_s));
        QCOMPARE(m_dialog->findChild<QLabel*>(u"siteHealth"_s)->text(), u"shopping was asked"_s);
    }

    void aSiteCanBeReset()
    {
        m_dialog->findChild<QPushButton*>(u"resetSite"_s)->click();
        QTRY_COMPARE(m_dialog->findChild<QLabel*>(u"siteHealth"_s)->text(),
                     u"shopping was reset"_s);
        QVERIFY(!m_jobs.rows().empty());
    }

    void passwordsAreMasked()
    {
        QCOMPARE(edit(u"sitePassword"_s)->echoMode(), QLineEdit::Password);
    }

    void theKeyVariableIsLookedUp()
    {
        qputenv("SYM_TEST_KEY", "secret");
        edit(u"endpointKey"_s)->setText(u"SYM_TEST_KEY"_s);
        const QString words = m_dialog->findChild<QLabel*>(u"endpointKeyState"_s)->text();
        QVERIFY(words.contains(u"is set"_s) && !words.contains(u"secret"_s));
    }

    void withoutAProjectThereIsNothingToSet()
    {
        SettingsDialog dialog(*m_engine, nullptr, m_jobs, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(dialog.stack()->state(), PanelStack::State::Empty);
    }

private:
    QLineEdit* edit(const QString& name) const { return m_dialog->findChild<QLineEdit*>(name); }
    QPushButton* ok() const
    {
        return m_dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    }

    std::unique_ptr<FakeEngine> m_engine;
    JobList m_jobs;
    QPointer<SettingsDialog> m_dialog;
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
