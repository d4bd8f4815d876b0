<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
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
</TS>
