#include <QtTest/QtTest>

#include <ctime>
#include <thread>

#include "core/model/bpe/text_pattern.h"
#include "core/model/bpe/unicode_form.h"
#include "core/model/bpe/utf8_text.h"
#include "core/model/json_file.h"
#include "core/model/tokenizer.h"

using namespace sym;

namespace {

using Json = nlohmann::json;

Json readData(const char* name)
{
    auto json = readJsonFile(std::string(SYM_TEST_DATA "/model/") + name);
    return json ? *json : Json();
}

/// A tokenizer of tests/data/model: the trained tables, with what the variant says instead.
std::string variantJson(const std::string& name)
{
    Json variant = readData("tokenizer_variants.json")[name];
    if (variant["model"].contains("vocab")) return variant.dump();
    const Json trained = readData("tokenizer.json");
    Json& model = variant["model"];
    model["vocab"] = trained["model"]["vocab"];
    model["merges"] = trained["model"]["merges"];
    if (model.value("mergesAsPairs", false))
        for (Json& merge : model["merges"]) {
            const std::string pair = merge.get<std::string>();
            const std::size_t space = pair.find(' ');
            merge = Json::array({pair.substr(0, space), pair.substr(space + 1)});
        }
    return variant.dump();
}

std::shared_ptr<const Tokenizer> tokenizerOf(const Json& json)
{
    auto tokenizer = Tokenizer::parse(json.dump());
    return tokenizer ? *tokenizer : nullptr;
}

QByteArray listed(const std::vector<int>& ids)
{
    QByteArray text;
    for (const int id : ids) text += QByteArray::number(id) + ' ';
    return text;
}

/// Bytes a and b, their merge, a special token, and whatever a test adds.
Json smallJson()
{
    return {{"version", "1.0"},
            {"added_tokens",
             {{{"id", 3}, {"content", "<e>"}, {"special", true}, {"normalized", false}}}},
            {"normalizer", nullptr},
            {"pre_tokenizer",
             {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}},
            {"post_processor", nullptr},
            {"decoder", {{"type", "ByteLevel"}}},
            {"model",
             {{"type", "BPE"}, {"vocab", {{"a", 0}, {"b", 1}, {"ab", 2}}}, {"merges", {"a b"}}}}};
}

}  // namespace

class TestTokenizer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithHuggingFace_data()
    {
        QTest::addColumn<QString>("variant");

        QTest::newRow("bytes, as we train them") << "bytes";
        QTest::newRow("NFC, patterns, template, added tokens of every kind") << "sequence";
        QTest::newRow("words of GPT-2 with a space in front") << "plain";
        QTest::newRow("characters with byte fallback") << "fallback";
        QTest::newRow("Metaspace, NFKC, unknown bytes") << "metaspace";
    }
    void agreesWithHuggingFace()
    {
        QFETCH(QString, variant);
        const std::string name = variant.toStdString();
        const auto tokenizer = Tokenizer::parse(variantJson(name));
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().message().c_str());
        const Json data = readData("tokenizer_cases.json");
        const Json& texts = data["texts"];
        const Json& cases = data["cases"][name];
        QVERIFY(texts.size() > 150);
        QCOMPARE(cases.size(), texts.size());

        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string text = texts[i].get<std::string>();
            const auto expected = cases[i]["ids"].get<std::vector<int>>();
            const auto special = cases[i].value("special", expected);
            const Json decoded = cases[i].value("decoded", Json(text));  // null: not compared

            const Encoding encoding = (*tokenizer)->encodeWithOffsets(text);

            const QByteArray where =
                "text " + QByteArray::fromStdString(texts[i].dump()) + " gives ";
            QVERIFY2(encoding.ids == expected,
                     where + listed(encoding.ids) + "not " + listed(expected));
            QVERIFY2((*tokenizer)->encode(text, true) == special, where + "other special tokens");
            const std::string back = (*tokenizer)->decode(expected, false);
            QVERIFY2(decoded.is_null() || back == decoded, where + back.c_str() + " when decoded");
            QCOMPARE(encoding.begins.size(), encoding.ids.size());
            QVERIFY2(std::is_sorted(encoding.begins.begin(), encoding.begins.end()),
                     where + "offsets out of order");
            QVERIFY(encoding.begins.empty() || encoding.begins.back() < text.size());
        }
    }

    void offsetsFollowTheBytes()
    {
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));
        const std::string text = "link [12] 'Café 😀'<|end|>\r\n\tx\u0301";

        const Encoding encoding = tokenizer->encodeWithOffsets(text);

        std::string bytes;
        for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
            QCOMPARE(encoding.begins[i], bytes.size());
            bytes += tokenizer->tokenBytes(encoding.ids[i]);
        }
        QCOMPARE(bytes, text);
    }

    void offsetsLeadBackBeforeNormalization()
    {
        Json json = smallJson();
        json["normalizer"] = {{"type", "NFC"}};
        for (int byte : {0xc3, 0xa9}) json["model"]["vocab"][byte == 0xc3 ? "Ã" : "©"] = byte;
        const auto tokenizer = tokenizerOf(json);

        // The accent joins its letter: both bytes of the result come from where that letter was.
        const Encoding encoding = tokenizer->encodeWithOffsets("ae\u0301b<e>");

        QCOMPARE(encoding.ids, (std::vector<int>{0, 0xc3, 0xa9, 1, 3}));
        QCOMPARE(encoding.begins, (std::vector<std::size_t>{0, 1, 1, 4, 5}));
    }

    void repairsInvalidUtf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");

        QTest::newRow("lone continuation") << QByteArray(
            "a\x80"
            "b") << QStringLiteral("a\ufffdb");
        QTest::newRow("cut at the end") << QByteArray("a\xe2\x82") << QStringLiteral("a\ufffd");
        QTest::newRow("cut in the middle")
            << QByteArray("\xf0\x9f\x98x") << QStringLiteral("\ufffdx");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\ufffd\ufffd");
        QTest::newRow("surrogate")
            << QByteArray("\xed\xa0\x80") << QStringLiteral("\ufffd\ufffd\ufffd");
        QTest::newRow("beyond Unicode")
            << QByteArray("\xf4\x90\x80\x80") << QStringLiteral("\ufffd\ufffd\ufffd\ufffd");
        QTest::newRow("no lead byte") << QByteArray("\xff\xfe") << QStringLiteral("\ufffd\ufffd");
        QTest::newRow("valid") << QByteArray("\xf0\x9f\x98\x80") << QStringLiteral("😀");
    }
    void repairsInvalidUtf8()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));

        const Encoding encoding = tokenizer->encodeWithOffsets(bytes.toStdString());

        QCOMPARE(encoding.ids, tokenizer->encode(text.toStdString()));
        QCOMPARE(tokenizer->decode(encoding.ids), text.toStdString());
        QVERIFY(encoding.begins.back() < std::size_t(bytes.size()));
    }

    void decodesPartsOfCharacters()
    {
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));
        std::vector<int> ids = tokenizer->encode("a\U0001f98b");  // no token of its own
        QVERIFY(ids.size() > 3);

        ids.pop_back();

        QCOMPARE(tokenizer->decode(ids), std::string("a\ufffd"));
    }

    void leavesSpecialTokensOut()
    {
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));
        const int end = tokenizer->tokenId("<|end|>"), twelve = tokenizer->tokenId("[12]");

        const std::vector<int> ids = tokenizer->encode("[12]<|end|>");

        QCOMPARE(ids, (std::vector<int>{twelve, end}));
        QVERIFY(tokenizer->isSpecial(end) && !tokenizer->isSpecial(twelve));
        QCOMPARE(tokenizer->decode(ids), std::string("[12]"));
        QCOMPARE(tokenizer->decode(ids, false), std::string("[12]<|end|>"));
        QCOMPARE(tokenizer->tokenId("no such token"), -1);
        QCOMPARE(tokenizer->tokenBytes(-1), std::string());
        QCOMPARE(tokenizer->decode({-1, tokenizer->size(), twelve}), std::string("[12]"));
        QVERIFY(!tokenizer->isSpecial(1 << 30));
    }

    void saysWhatItDoesNotSupport_data()
    {
        QTest::addColumn<QString>("patch");  // merged into a good file
        QTest::addColumn<QString>("named");

        QTest::newRow("model kind") << R"({"model":{"type":"Unigram"}})"
                                    << "Unigram";
        QTest::newRow("no model") << R"({"model":null})"
                                  << "model";
        QTest::newRow("subword prefix") << R"({"model":{"continuing_subword_prefix":"##"}})"
                                        << "continuing_subword_prefix";
        QTest::newRow("word suffix") << R"({"model":{"end_of_word_suffix":"</w>"}})"
                                     << "end_of_word_suffix";
        QTest::newRow("dropout") << R"({"model":{"dropout":0.1}})"
                                 << "dropout";
        QTest::newRow("merge of no token") << R"({"model":{"merges":["a c"]}})"
                                           << "\"a c\"";
        QTest::newRow("merge to no token") << R"({"model":{"merges":["b a"]}})"
                                           << "\"ba\"";
        QTest::newRow("merge of three") << R"({"model":{"merges":["a b c"]}})"
                                        << "merges";
        QTest::newRow("merge of one") << R"({"model":{"merges":[["a"]]}})"
                                      << "merges";
        QTest::newRow("merge of a number") << R"({"model":{"merges":[1]}})"
                                           << "merges";
        QTest::newRow("negative id") << R"({"model":{"vocab":{"c":-1}}})"
                                     << "-1";
        QTest::newRow("id beyond reason") << R"({"model":{"vocab":{"c":9999999999}}})"
                                          << "9999999999";
        QTest::newRow("id is text") << R"({"model":{"vocab":{"c":"3"}}})"
                                    << "vocab";
        QTest::newRow("two tokens of one id") << R"({"model":{"vocab":{"c":1}}})"
                                              << "both have the id 1";
        QTest::newRow("added token of a used id")
            << R"({"added_tokens":[{"id":1,"content":"<x>"}]})"
            << "both have the id 1";
        QTest::newRow("added token without id") << R"({"added_tokens":[{"content":"<x>"}]})"
                                                << "added_tokens";
        QTest::newRow("normalizer") << R"({"normalizer":{"type":"BertNormalizer"}})"
                                    << "BertNormalizer";
        QTest::newRow("normalizer in a sequence")
            << R"({"normalizer":{"type":"Sequence","normalizers":[{"type":"Precompiled"}]}})"
            << "Precompiled";
        QTest::newRow("pre-tokenizer") << R"({"pre_tokenizer":{"type":"UnicodeScripts"}})"
                                       << "UnicodeScripts";
        QTest::newRow("pattern that is none")
            << R"({"pre_tokenizer":{"type":"Split","pattern":{"Regex":"a**"},"behavior":"Isolated"}})"
            << "a**";
        QTest::newRow("class in a class")
            << R"({"pre_tokenizer":{"type":"Split","pattern":{"Regex":"[a[b]]"},"behavior":"Isolated"}})"
            << "[a[b]]";
        QTest::newRow("behavior")
            << R"({"pre_tokenizer":{"type":"Split","pattern":{"Regex":"a"},"behavior":"Odd"}})"
            << "Odd";
        QTest::newRow("decoder") << R"({"decoder":{"type":"CTC"}})"
                                 << "CTC";
        QTest::newRow("post-processor") << R"({"post_processor":{"type":"RobertaProcessing"}})"
                                        << "RobertaProcessing";
        QTest::newRow("template without its token")
            << R"({"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<x>"}}],"special_tokens":{}}})"
            << "\"<x>\"";
    }
    void saysWhatItDoesNotSupport()
    {
        QFETCH(QString, patch);
        QFETCH(QString, named);
        Json json = smallJson();
        json.merge_patch(Json::parse(patch.toStdString()));

        const auto tokenizer = Tokenizer::parse(json.dump());

        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(tokenizer.error().message().find(named.toStdString()) != std::string::npos,
                 tokenizer.error().message().c_str());
    }

    void refusesWhatIsNoFile()
    {
        const auto absent = Tokenizer::open(SYM_TEST_DATA "/model/absent.json");
        const auto empty = Tokenizer::parse("");
        const auto cut = Tokenizer::parse(smallJson().dump().substr(0, 200));
        const auto deep = Tokenizer::parse("{\"a\":" + std::string(100000, '['));

        QCOMPARE(absent.error().code(), ErrorCode::NotFound);
        for (const auto* refused : {&empty, &cut, &deep}) {
            QVERIFY(!*refused);
            QCOMPARE(refused->error().code(), ErrorCode::InvalidInput);
        }
    }

    void longRunsTakeNoSquareOfTheirLength()
    {
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));
        const auto characters = tokenizerOf(Json::parse(variantJson("fallback")));
        const std::clock_t start = std::clock();  // of this process: the machine may be busy

        for (const char* unit : {"a", "ab", " ", "\n", ".", "1", "é"}) {
            std::string text;
            while (text.size() < 100000) text += unit;
            QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
            QVERIFY(!characters->encode(text).empty());
        }

        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 20, qPrintable(QString::number(seconds)));
    }

    void severalThreadsMayEncodeAtOnce()
    {
        const auto tokenizer = tokenizerOf(readData("tokenizer.json"));
        const Json data = readData("tokenizer_cases.json");
        std::atomic<int> wrong = 0;
        const auto work = [&] {
            for (std::size_t i = 0; i < data["texts"].size(); ++i)
                wrong += tokenizer->encode(data["texts"][i].get<std::string>())
                         != data["cases"]["bytes"][i]["ids"].get<std::vector<int>>();
        };

        std::thread first(work), second(work), third(work);
        first.join();
        second.join();
        third.join();

        QCOMPARE(wrong.load(), 0);
    }

    void translatesPatterns_data()
    {
        QTest::addColumn<QString>("oniguruma");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");  // first match

        QTest::newRow("space") << "\\s+" << QStringLiteral("a\u0085\u2028b")
                               << QStringLiteral("\u0085\u2028");
        QTest::newRow("not Mongolian")
            << "\\s" << QStringLiteral("a\u180e\u3000") << QStringLiteral("\u3000");
        QTest::newRow("no space") << "\\S+" << QStringLiteral("\u00a0\u180e\ufeff ")
                                  << QStringLiteral("\u180e\ufeff");
        QTest::newRow("no space in a class") << "[\\S\\n]+"
                                             << "\t\na\n \n"
                                             << "\na\n";
        QTest::newRow("negated class") << "[^\\s\\p{L}]+"
                                       << "ab 1! c"
                                       << "1!";
        QTest::newRow("hexadecimal") << "\\h+"
                                     << "xyz 0aF"
                                     << "0aF";
        QTest::newRow("code point") << "\\u00e9+" << QStringLiteral("eéé") << QStringLiteral("éé");
        QTest::newRow("bracket first in a class") << "[]a]+"
                                                  << "b]a"
                                                  << "]a";
        QTest::newRow("escaped bracket") << "[\\[\\]]+"
                                         << "a[]"
                                         << "[]";
        QTest::newRow("caseless group") << "(?i:'ll)"
                                        << "I'LL"
                                        << "'LL";
        QTest::newRow("look-ahead") << "\\s+(?!\\S)"
                                    << "a   b"
                                    << "  ";
        QTest::newRow("line ends") << "^b$"
                                   << "a\nb\nc"
                                   << "b";
        QTest::newRow("nothing is no match") << "x*"
                                             << "aax"
                                             << "x";
    }
    void translatesPatterns()
    {
        QFETCH(QString, oniguruma);
        QFETCH(QString, text);
        QFETCH(QString, found);
        const auto pattern = TextPattern::compile(oniguruma.toStdString());
        QVERIFY2(pattern, pattern ? "" : pattern.error().message().c_str());
        PatternScratch scratch;
        PatternMatch match;
        const std::string subject = text.toStdString();

        const bool isFound = (*pattern)->find(subject, 0, scratch, match);

        QVERIFY(isFound);
        QCOMPARE(subject.substr(match.begin, match.end - match.begin), found.toStdString());
    }

    void composesAsQtDoes()
    {
        int texts = 0;
        for (char32_t c = 0x80; c < 0x30000; ++c) {
            if ((c >= 0xd800 && c < 0xe000) || QChar::unicodeVersion(c) > QChar::Unicode_13_0
                || QChar::unicodeVersion(c) == QChar::Unicode_Unassigned)
                continue;
            // alone, after a letter that composes with many marks, and before one
            const char32_t text[] = {c, U'e', c, 0x301, 0xac00, c};
            const QString whole = QString::fromUcs4(text, 6);
            AlignedText changed;

            const std::string utf8 = whole.toStdString();
            const bool isChanged = applyUnicodeForm(UnicodeForm::Nfc, TextPiece{utf8}, changed);

            const std::string expected =
                whole.normalized(QString::NormalizationForm_C).toStdString();
            if ((isChanged ? changed.text : utf8) != expected)
                QFAIL(qPrintable(QStringLiteral("U+%1").arg(uint(c), 4, 16)));
            QVERIFY(!isChanged || changed.origins.size() == changed.text.size());
            ++texts;
        }
        QVERIFY(texts > 50000);
    }
};

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
