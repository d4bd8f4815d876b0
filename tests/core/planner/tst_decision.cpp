#include <QtTest/QtTest>

#include "tests/core/planner/planner_prompts.h"

using namespace sym;

namespace {

constexpr const char* kHome = R"(RootWebArea 'Home'
	searchbox [5] 'Search'
	button [6] 'Search'
	link [8] 'My Account'
	link [9] 'Kitchen'
	link [10] 'Garden'
	link [20] 'Brass Lamp'
	text '$49.00'
	button [21] 'Add to Cart'
	link [22] 'Oak Stool'
	text '$80.00'
	button [23] 'Add to Cart'
	link [24] 'Linen Cushion'
	text '$20.00'
	button [25] 'Add to Cart')";

constexpr const char* kOrders = R"(RootWebArea 'My Orders'
	link [8] 'My Account'
	heading 'My Orders'
	table
		header | Order # | Date | Order Total | Status | Action
		row | 000000123 | 6/1/25 | $65.32 | Complete | link [31] 'View Order'
		row | 000000122 | 5/1/25 | $15.00 | Canceled | link [33] 'View Order'
		row | 000000121 | 4/1/25 | $25.00 | Pending | link [35] 'View Order')";

constexpr const char* kForm = R"(RootWebArea 'New issue'
	heading 'New issue'
	textbox [8] 'Title'%1
	textbox [9] 'Description'%2
	combobox [10] 'Assignee' [value: 'nobody'] [options: 'nobody' | 'ann' | 'bob']
	button [12] 'Create issue'
	link [13] 'Cancel')";

QByteArray form(const char* title = "", const char* description = "")
{
    return QString::fromLatin1(kForm)
        .arg(QLatin1String(title), QLatin1String(description))
        .toUtf8();
}

}  // namespace

class TestDecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<QByteArray>("objective");
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("action");

        QTest::newRow("follow the thing named") << QByteArray("What is the price of Oak Stool?")
                                                << QByteArray(kHome) << QByteArray("click [22]");
        QTest::newRow("search what is not shown")
            << QByteArray("What is the price of Iron Kettle?") << QByteArray(kHome)
            << QByteArray("type [5] [Iron Kettle] [1]");
        QTest::newRow("button of the right card") << QByteArray("Add Oak Stool to my cart")
                                                  << QByteArray(kHome) << QByteArray("click [23]");
        QTest::newRow("category") << QByteArray("Show me the Garden category") << QByteArray(kHome)
                                  << QByteArray("click [10]");
        QTest::newRow("cell of the row") << QByteArray("What is the status of order 000000121?")
                                         << QByteArray(kOrders) << QByteArray("stop [Pending]");
        QTest::newRow("latest with a condition")
            << QByteArray("What is the total cost of my latest canceled order?")
            << QByteArray(kOrders) << QByteArray("stop [$15.00]");
        QTest::newRow("count of rows") << QByteArray("How many pending orders do I have?")
                                       << QByteArray(kOrders) << QByteArray("stop [1]");
        QTest::newRow("ranked") << QByteArray(
            "What is the order number of my most expensive order?")
                                << QByteArray(kOrders) << QByteArray("stop [000000123]");
        QTest::newRow("label and value") << QByteArray("What is the phone number of Old Mill?")
                                         << QByteArray(
                                                "RootWebArea 'Old Mill'\n\theading 'Old "
                                                "Mill'\n\ttext 'Phone'\n\ttext '555-0100'")
                                         << QByteArray("stop [555-0100]");
        QTest::newRow("sentence") << QByteArray("In which year was Old Mill founded?")
                                  << QByteArray(
                                         "RootWebArea 'Old Mill'\n\theading 'Old Mill'\n\ttext 'It "
                                         "lies by a river. Old Mill was "
                                         "founded in 1871 by two brothers. It burnt in 1902.'")
                                  << QByteArray("stop [1871]");
        QTest::newRow("first value of a form")
            << QByteArray("Create an issue with title \"It fails\" and description \"Why?\"")
            << form() << QByteArray("type [8] [It fails] [0]");
        QTest::newRow("next value")
            << QByteArray("Create an issue with title \"It fails\" and description \"Why?\"")
            << form(" [value: 'It fails']") << QByteArray("type [9] [Why?] [0]");
        QTest::newRow("all is filled in")
            << QByteArray("Create an issue with title \"It fails\" and description \"Why?\"")
            << form(" [value: 'It fails']", " [value: 'Why?']") << QByteArray("click [12]");
        QTest::newRow("choice by its option")
            << QByteArray("Create an issue with title \"It fails\" and assign it to bob")
            << form(" [value: 'It fails']") << QByteArray("select [10] [bob]");
        QTest::newRow("sort") << QByteArray("Show me lamps by ascending price")
                              << QByteArray(
                                     "RootWebArea 'Lamps'\n\theading 'Lamps'\n\tcombobox [7] 'Sort "
                                     "By' [value: 'Name'] "
                                     "[options: 'Name' | 'Price: low to high' | 'Price: high to "
                                     "low']\n\tlink [8] 'A'")
                              << QByteArray("select [7] [Price: low to high]");
        QTest::newRow("cookie dialog first")
            << QByteArray("Open the Blue Door story")
            << QByteArray(
                   "RootWebArea 'X'\n\tdialog 'Cookies'\n\t\tbutton [1] 'Accept all'\n\t(behind "
                   "the dialog: 12 elements)")
            << QByteArray("click [1]");
        QTest::newRow("row of a date")
            << QByteArray("What is the status of the order I placed on May 1, 2025?")
            << QByteArray(kOrders) << QByteArray("stop [Canceled]");
        QTest::newRow("sum without excluded rows")
            << QByteArray(
                   "How much did I spend on orders in total in 2025, not counting canceled orders?")
            << QByteArray(kOrders) << QByteArray("stop [$90.32]");
        QTest::newRow("relative value")
            << QByteArray("Raise the price of the Oak Stool by 10 %")
            << QByteArray(
                   "RootWebArea 'Oak Stool'\n\theading 'Oak Stool'\n\ttextbox [3] 'Price' "
                   "[value: '80.00']\n\tbutton [4] 'Save'")
            << QByteArray("type [3] [88.00] [0]");
        QTest::newRow("option by label and value")
            << QByteArray("Put the Oak Stool in Size M into my cart")
            << QByteArray(
                   "RootWebArea 'Oak Stool'\n\theading 'Oak Stool'\n\tcombobox [3] 'Size' [value: "
                   "'S'] [options: 'S' | "
                   "'M']\n\tbutton [4] 'Add to Cart'")
            << QByteArray("select [3] [M]");
        QTest::newRow("step on the way")
            << QByteArray("In which town was the painter of \"Red Field\" born?")
            << QByteArray(
                   "RootWebArea 'Red Field'\n\theading 'Red Field'\n\ttable\n\t\trow | Painter | "
                   "link [7] 'Ada Quill'\n\tlink "
                   "[8] 'Towns'")
            << QByteArray("click [7]");
        QTest::newRow("nearest, by its label")
            << QByteArray("Which address is nearest to the coordinates 47.68763, -3.06644?")
            << QByteArray(
                   "RootWebArea 'Where is this?'\n\ttext '47.68763, -3.06644'\n\theading 'Nearest "
                   "address'\n\ttext '8 Cooper Road'")
            << QByteArray("stop [8 Cooper Road]");
        QTest::newRow("place of birth")
            << QByteArray("In which town was Ada Quill born?")
            << QByteArray(
                   "RootWebArea 'Ada Quill'\n\theading 'Ada Quill'\n\ttable\n\t\trow | Born | May "
                   "2, 1850\n\t\trow | Birthplace | link [7] 'Saltby'")
            << QByteArray("stop [Saltby]");
        QTest::newRow("section of the kind")
            << QByteArray("Which customer has the phone number 555-555-0100?")
            << QByteArray(
                   "RootWebArea 'Desk'\n\tsearchbox [1] 'Search orders'\n\tbutton [2] 'Catalog' "
                   "[expanded: false]\n\tbutton [3] 'Customers' [expanded: false]\n\ttab [4] "
                   "'Customers'")
            << QByteArray("click [3]");
        QTest::newRow("dialog is filled before its button")
            << QByteArray("Invite Ann Lee (@ann-l) to my project bo/lamps as Reporter.")
            << QByteArray(
                   "RootWebArea 'Members of bo/lamps'\n\tdialog 'Invite members'\n\t\tbutton [1] "
                   "'Close'\n\t\tcombobox [2] 'User' [value: 'Select'] [options: 'Select' | 'Ann "
                   "Lee (@ann-l)']\n\t\tcombobox [3] 'Role' [value: 'Guest'] [options: 'Guest' | "
                   "'Reporter']\n\t\tbutton [4] 'Invite'")
            << QByteArray("select [2] [Ann Lee (@ann-l)]");
        QTest::newRow("cancel of the dialog cancels nothing")
            << QByteArray("Cancel my order 000000121.")
            << QByteArray(
                   "RootWebArea 'Order 000000121'\n\tdialog 'Cancel this order?'\n\t\tbutton [1] "
                   "'Cancel'\n\t\tbutton [2] 'OK'")
            << QByteArray("click [2]");
        QTest::newRow("switch with a choice")
            << QByteArray("Deactivate the price rule \"Spring\".")
            << QByteArray(
                   "RootWebArea 'Spring'\n\theading 'Spring'\n\tcombobox [3] 'Active' [value: "
                   "'Yes'] [options: 'Yes' | 'No']\n\tbutton [4] 'Save'")
            << QByteArray("select [3] [No]");
        QTest::newRow("not content on another page")
            << QByteArray("Open the Garden category.")
            << QByteArray(
                   "RootWebArea 'Home'\n\theading 'Shop by Category'\n\tlink [4] 'Kitchen'\n\tlink "
                   "[5] 'Garden'")
            << QByteArray("click [5]");
        QTest::newRow("department, not a search")
            << QByteArray("Which is the cheapest product in Garden?") << QByteArray(kHome)
            << QByteArray("click [10]");
        QTest::newRow("box of the list itself")
            << QByteArray("What is the phone number of the customer Ann Lee?")
            << QByteArray(
                   "RootWebArea 'Customers - Desk'\n\tsearchbox [1] 'Search orders'\n\theading "
                   "'Customers'\n\ttextbox [41] 'Search by keyword'\n\ttable\n\t\theader | Name | "
                   "Phone\n\t\trow | Bo Dahl | 555-555-0199")
            << QByteArray("type [41] [Ann Lee] [1]");
        QTest::newRow("all of an order again")
            << QByteArray(
                   "Put everything from the order I placed on May 1, 2025 into my cart again.")
            << QByteArray(
                   "RootWebArea 'Order 000000122'\n\theading 'Order 000000122'\n\ttext 'May 1, "
                   "2025'\n\tlink [31] 'Reorder'\n\tlink [32] 'Print Order'")
            << QByteArray("click [31]");
        QTest::newRow("occasion before the deed")
            << QByteArray("We got a delivery: set the stock of the Oak Stool to 12 pieces.")
            << QByteArray(
                   "RootWebArea 'Oak Stool'\n\theading 'Oak Stool'\n\ttextbox [3] 'Price' [value: "
                   "'80.00']\n\tspinbutton [4] 'Stock' [value: '3']\n\tbutton [5] 'Save'")
            << QByteArray("type [4] [12] [0]");
        QTest::newRow("menu that scripts open")
            << QByteArray("Open the Reports section")
            << QByteArray("RootWebArea 'X'\n\tclickable [1] 'Sales'\n\tclickable [2] 'Reports'")
            << QByteArray("click [2]");
    }

    void decides()
    {
        QFETCH(QByteArray, objective);
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, action);

        const PromptText prompt{.objective = objective.toStdString(),
                                .observation = page.toStdString()};

        QCOMPARE(QByteArray::fromStdString(prompt.decision()), action);
    }

    void endsAfterTheLastDeed()
    {
        const PromptText prompt{
            .objective = "Add Oak Stool to my cart",
            .observation = "RootWebArea 'Cart'\n\tstatus 'Oak Stool was added.'",
            .history = {"click [23] | On \"Home\": click button \"Add to Cart\". It says what is "
                        "to be done. "
                        "This should complete it."}};

        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("stop [Done]"));
    }

    void comparesWhatItSaw()
    {
        const PromptText prompt{.objective = "Who was born earlier, Ada Quill or Ben Marsh?",
                                .observation =
                                    "RootWebArea 'Ben Marsh'\n\theading 'Ben "
                                    "Marsh'\n\ttable\n\t\trow | Born | May 2, 1850",
                                .history = {"type [5] [Ben Marsh] [1] | On \"Ada Quill\": type "
                                            "field \"Search\". It helps. So far: Ada "
                                            "Quill = June 5, 1843 (end)"}};

        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("stop [Ada Quill]"));
    }

    void goesOnAfterARefusal()
    {
        const PromptText prompt{
            .objective = "Create an issue with title \"It fails\" and description \"Why?\"",
            .observation =
                "RootWebArea 'New issue'\n\talert 'Error: the description is required.'\n\ttextbox "
                "[8] "
                "'Title' [value: 'It fails']\n\ttextbox [9] 'Description'\n\tbutton [12] 'Create "
                "issue'",
            .history = {"click [12] | On \"New issue\": click button \"Create issue\". This should "
                        "complete it."}};

        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("type [9] [Why?] [0]"));
    }

    void doesNotRepeatWhatWasRefused()
    {
        PromptText prompt{.objective = "What is the price of Oak Stool?", .observation = kHome};
        prompt.feedback = "The action click [22] is not possible.";

        QVERIFY(prompt.decision() != "click [22]");
    }

    void answersOnTheFinalStep()
    {
        PromptText prompt{.objective = "What is the colour of Iron Kettle?", .observation = kHome};
        prompt.step = 20;

        QCOMPARE(QString::fromStdString(prompt.decision()), QStringLiteral("stop [N/A]"));
    }

    void keepsToTheCommandsAllowed()
    {
        PromptText prompt{.objective = "Show me lamps by ascending price",
                          .observation =
                              "RootWebArea 'Lamps'\n\tcombobox \"[7] 'Name' [selected: True]; [8] "
                              "'Price' [selected: False]\""};
        prompt.system = "- click [id]: press\n- stop [answer]: end\n";

        const std::string decision = prompt.decision();

        QVERIFY2(decision.starts_with("click") || decision.starts_with("stop"), decision.c_str());
    }
};

QTEST_APPLESS_MAIN(TestDecision)
#include "tst_decision.moc"
