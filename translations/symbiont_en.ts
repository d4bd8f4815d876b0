<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>sym::DecisionModel</name>
    <message numerus="yes">
        <source>none of the %n candidate(s) listed</source>
        <translation>
            <numerusform>not the one candidate listed</numerusform>
            <numerusform>none of the %n candidates listed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>number %1 of the %n candidate(s) listed</source>
        <translation>
            <numerusform>the one candidate listed</numerusform>
            <numerusform>number %1 of the %n candidates listed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::AgreementTab</name>
    <message numerus="yes">
        <source>At %n state(s) both models said what they would do; at %1 more the small one had no proposal. Agreement at K: the proposal is among the first K candidates.</source>
        <translation>
            <numerusform>At %n state both models said what they would do; at %1 more the small one had no proposal. Agreement at K: the proposal is among the first K candidates.</numerusform>
            <numerusform>At %n states both models said what they would do; at %1 more the small one had no proposal. Agreement at K: the proposal is among the first K candidates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::DecisionList</name>
    <message numerus="yes">
        <source>%1 of %n decision(s)</source>
        <translation>
            <numerusform>%1 of %n decision</numerusform>
            <numerusform>%1 of %n decisions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::DivergencePanel</name>
    <message numerus="yes">
        <source>first of %n candidate(s), %1</source>
        <translation>
            <numerusform>the one candidate, %1</numerusform>
            <numerusform>first of %n candidates, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::MainWindow</name>
    <message numerus="yes">
        <source>%n job(s): </source>
        <translation>
            <numerusform>%n job: </numerusform>
            <numerusform>%n jobs: </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::ObservationTab</name>
    <message numerus="yes">
        <source>%1 · engine %2, format %3 v%4 · %n element(s) · %5</source>
        <translation>
            <numerusform>%1 · engine %2, format %3 v%4 · %n element · %5</numerusform>
            <numerusform>%1 · engine %2, format %3 v%4 · %n elements · %5</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::ResultsPanel</name>
    <message numerus="yes">
        <source>%n episode(s) not judged: a part of the score needs a model as the judge, and none was set. They count neither way.</source>
        <translation>
            <numerusform>%n episode not judged: a part of the score needs a model as the judge, and none was set. It counts neither way.</numerusform>
            <numerusform>%n episodes not judged: a part of the score needs a model as the judge, and none was set. They count neither way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::StepSearch</name>
    <message numerus="yes">
        <source>The first %n hits</source>
        <translation>
            <numerusform>The first %n hit</numerusform>
            <numerusform>The first %n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::TasksPanel</name>
    <message numerus="yes">
        <source>%n run(s) waiting</source>
        <translation>
            <numerusform>%n run waiting</numerusform>
            <numerusform>%n runs waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::CurvePlot</name>
    <message numerus="yes">
        <source>and %n more line(s)</source>
        <translation>
            <numerusform>and %n more line</numerusform>
            <numerusform>and %n more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::Curves</name>
    <message numerus="yes">
        <source>%1: mean of %n run(s) ± standard deviation</source>
        <translation>
            <numerusform>%1: mean of %n run ± standard deviation</numerusform>
            <numerusform>%1: mean of %n runs ± standard deviation</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::CurvesTab</name>
    <message numerus="yes">
        <source>Update %1 of %2: %n example(s), the largest loss first. Double click opens the step.</source>
        <translation>
            <numerusform>Update %1 of %2: %n example, the largest loss first. Double click opens the step.</numerusform>
            <numerusform>Update %1 of %2: %n examples, the largest loss first. Double click opens the step.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::DatasetForm</name>
    <message numerus="yes">
        <source>%n solved episode(s)</source>
        <translation>
            <numerusform>%n solved episode</numerusform>
            <numerusform>%n solved episodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n episode(s) of another split refused</source>
        <translation>
            <numerusform>%n episode of another split refused</numerusform>
            <numerusform>%n episodes of another split refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n episode(s) not solved</source>
        <translation>
            <numerusform>%n episode not solved</numerusform>
            <numerusform>%n episodes not solved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n episode(s) not finished</source>
        <translation>
            <numerusform>%n episode not finished</numerusform>
            <numerusform>%n episodes not finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) said the same twice</source>
        <translation>
            <numerusform>%n step said the same as another</numerusform>
            <numerusform>%n steps said the same as others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) that led nowhere</source>
        <translation>
            <numerusform>%n step that led nowhere</numerusform>
            <numerusform>%n steps that led nowhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) without a usable action</source>
        <translation>
            <numerusform>%n step without a usable action</numerusform>
            <numerusform>%n steps without a usable action</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n train episode(s)</source>
        <translation>
            <numerusform>%n train episode</numerusform>
            <numerusform>%n train episodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::NewRunPage</name>
    <message numerus="yes">
        <source>%n update(s)</source>
        <translation>
            <numerusform>%n update</numerusform>
            <numerusform>%n updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::PreviewTab</name>
    <message numerus="yes">
        <source>%n example(s)</source>
        <translation>
            <numerusform>%n example</numerusform>
            <numerusform>%n examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The longest has %n token(s).</source>
        <translation>
            <numerusform>The longest has %n token.</numerusform>
            <numerusform>The longest has %n tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) do not fit.</source>
        <translation>
            <numerusform>%n page does not fit.</numerusform>
            <numerusform>%n pages do not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) are left out, since the cut takes what they act on.</source>
        <translation>
            <numerusform>%n step is left out, since the cut takes what it acts on.</numerusform>
            <numerusform>%n steps are left out, since the cut takes what they act on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::RunListModel</name>
    <message numerus="yes">
        <source>finished, %n update(s)</source>
        <translation>
            <numerusform>finished, %n update</numerusform>
            <numerusform>finished, %n updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sym::SamplesTab</name>
    <message numerus="yes">
        <source>%1 of %n answer(s) are exactly the teacher's action</source>
        <translation>
            <numerusform>%1 of %n answer is exactly the teacher's action</numerusform>
            <numerusform>%1 of %n answers are exactly the teacher's action</numerusform>
        </translation>
    </message>
</context>
</TS>
