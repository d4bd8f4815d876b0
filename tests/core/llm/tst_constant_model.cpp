#include "core/llm/constant_model.h"

#include <QtTest/QtTest>

#include "core/base/job_context.h"

using namespace sym;

class TestConstantModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsTheSameAction()
    {
        ConstantModel model("stop [N/A]");
        PlainJobContext job;
        std::string heard;
        for (const char* objective : {"Open the shop.", "What is the price?"}) {
            const auto answer =
                model.complete({.messages = {{.role = ChatRole::User, .content = objective}}}, job,
                               [&](std::string_view text) { heard += text; });
            QVERIFY(answer);
            QVERIFY(answer->text.ends_with("\nACTION:\nstop [N/A]\n"));
            QCOMPARE(heard, answer->text);
            heard.clear();
        }
        QCOMPARE(model.name(), std::string("always stop [N/A]"));
    }
};

QTEST_GUILESS_MAIN(TestConstantModel)
#include "tst_constant_model.moc"
