#include <QtTest/QtTest>

#include "core/model/json_file.h"
#include "core/model/tensor_file.h"

using namespace sym;

namespace {

/// A file's bytes: the header's length, the header and what follows.
QByteArray fileOf(const QByteArray& header, int dataBytes)
{
    QByteArray bytes;
    for (int i = 0; i < 8; ++i) bytes += char(quint64(header.size()) >> (8 * i) & 0xff);
    return bytes + header + QByteArray(dataBytes, '\0');
}

QByteArray entry(const char* name, const char* type, const char* shape, const char* offsets)
{
    return QByteArray("\"") + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape
           + ",\"data_offsets\":" + offsets + "}";
}

}  // namespace

class TestTensorFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void refusesMalformedFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");  // part of the message

        const QByteArray good = entry("a", "F32", "[2]", "[0,8]");
        QByteArray huge = fileOf("{}", 0);
        huge[6] = char(0x7f);
        QByteArray large = fileOf("{" + good + "}", 8);
        large[3] = char(0x04);

        QTest::newRow("empty") << QByteArray() << "0 bytes";
        QTest::newRow("too short for a length") << QByteArray("1234567") << "7 bytes";
        QTest::newRow("only a length") << fileOf("", 0) << "does not start with {";
        QTest::newRow("truncated header") << fileOf("{" + good + "}", 0).left(30) << "30";
        QTest::newRow("header beyond the file") << large << "but the file has";
        QTest::newRow("huge header") << huge << "at most 100000000";
        QTest::newRow("not JSON") << fileOf("{\"a\":", 0) << "not a JSON object";
        QTest::newRow("an array") << fileOf("[1]", 0) << "does not start with {";
        QTest::newRow("text after the object") << fileOf("{} x", 0) << "not a JSON object";
        QTest::newRow("not UTF-8")
            << fileOf("{" + entry("\xff\xfe", "F32", "[2]", "[0,8]") + "}", 8) << "UTF-8";
        QTest::newRow("duplicate name")
            << fileOf("{" + good + "," + entry("a", "F32", "[2]", "[8,16]") + "}", 16)
            << "\"a\" twice";
        QTest::newRow("duplicate field") << fileOf(
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],"
            "\"data_offsets\":[0,8]}}",
            8) << "\"a.dtype\" twice";
        QTest::newRow("entry is no object") << fileOf("{\"a\":3}", 0) << "tensor \"a\"";
        QTest::newRow("no dtype") << fileOf("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8)
                                  << "tensor \"a\" has no dtype";
        QTest::newRow("no shape") << fileOf("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8)
                                  << "has no shape";
        QTest::newRow("no offsets")
            << fileOf("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8) << "has no data_offsets";
        QTest::newRow("unknown dtype")
            << fileOf("{" + entry("w", "F8_E4M3", "[8]", "[0,8]") + "}", 8) << "\"F8_E4M3\"";
        QTest::newRow("negative dimension")
            << fileOf("{" + entry("w", "F32", "[-2]", "[0,8]") + "}", 8) << "dimension -2";
        QTest::newRow("fractional dimension")
            << fileOf("{" + entry("w", "F32", "[2.5]", "[0,10]") + "}", 10) << "dimension 2.5";
        QTest::newRow("shape that overflows")
            << fileOf("{" + entry("w", "F32", "[4294967296,4294967296,4]", "[0,8]") + "}", 8)
            << "too large";
        QTest::newRow("bytes that overflow")
            << fileOf("{" + entry("w", "I64", "[4611686018427387904]", "[0,8]") + "}", 8)
            << "too large";
        QTest::newRow("wrong size") << fileOf("{" + entry("w", "F32", "[3]", "[0,8]") + "}", 8)
                                    << "tensor \"w\" needs 12 bytes";
        QTest::newRow("reversed offsets")
            << fileOf("{" + entry("w", "F32", "[0]", "[8,4]") + "}", 8) << "reversed";
        QTest::newRow("offsets of one")
            << fileOf("{" + entry("w", "F32", "[0]", "[0]") + "}", 0) << "no data_offsets of two";
        QTest::newRow("negative offset")
            << fileOf("{" + entry("w", "F32", "[2]", "[-8,0]") + "}", 8) << "no data_offsets";
        QTest::newRow("beyond the data")
            << fileOf("{" + entry("w", "F32", "[4]", "[0,16]") + "}", 8) << "beyond the 8 bytes";
        QTest::newRow("overlap") << fileOf(
            "{" + good + "," + entry("b", "F32", "[2]", "[4,12]") + "}", 12)
                                 << "tensor \"b\" overlaps";
        QTest::newRow("hole between")
            << fileOf("{" + good + "," + entry("b", "F32", "[1]", "[12,16]") + "}", 16)
            << "tensor \"b\" begins at byte 12";
        QTest::newRow("hole in front")
            << fileOf("{" + entry("a", "F32", "[1]", "[4,8]") + "}", 8) << "leaves a hole";
        QTest::newRow("bytes at the end") << fileOf("{" + good + "}", 9) << "belong to no tensor";
        QTest::newRow("metadata is no object")
            << fileOf("{\"__metadata__\":1}", 0) << "__metadata__";
        QTest::newRow("metadata is no string")
            << fileOf("{\"__metadata__\":{\"epoch\":3}}", 0) << "\"epoch\"";
    }
    void refusesMalformedFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        write(bytes);

        const auto file = TensorFile::open(path());

        QVERIFY(!file);
        QCOMPARE(file.error().code(), ErrorCode::InvalidInput);
        const QString message = QString::fromStdString(file.error().message());
        QVERIFY2(message.contains(reason), qPrintable(message));
        QVERIFY(message.contains(QStringLiteral("t.safetensors")));
    }

    void survivesEveryTruncationAndEveryChangedByte()
    {
        const QByteArray good =
            fileOf("{\"__metadata__\":{\"format\":\"pt\"}," + entry("a", "F32", "[2,1]", "[0,8]")
                       + "," + entry("b", "BF16", "[2]", "[8,12]") + "}",
                   12);

        for (int size = 0; size < good.size(); ++size) {
            write(good.left(size));
            QVERIFY(!TensorFile::open(path()));
        }
        for (int at = 0; at < good.size() - 12; ++at) {
            QByteArray changed = good;
            changed[at] = char(changed[at] ^ 0x15);
            write(changed);
            if (const auto file = TensorFile::open(path()))  // another name, maybe
                QVERIFY((*file)->entries().size() <= 2);
        }
    }

    void readsAsPadded()
    {
        write(fileOf("{" + entry("b", "BF16", "[2]", "[8,12]") + ","
                         + entry("a", "F32", "[1,2]", "[0,8]") + ","
                         + entry("none", "I64", "[0,5]", "[8,8]") + "}     ",
                     12));

        const auto file = TensorFile::open(path());

        QVERIFY2(file, file ? "" : file.error().message().c_str());
        QCOMPARE((*file)->entries().size(), std::size_t(3));
        QCOMPARE((*file)->entries()[0].name, std::string("a"));
        QCOMPARE((*file)->find("none")->count(), std::int64_t(0));
        QCOMPARE((*file)->find("b")->bytes.size(), std::size_t(4));
        QCOMPARE((*file)->find("b")->bytes.data() - (*file)->find("a")->bytes.data(),
                 std::ptrdiff_t(8));
        QVERIFY((*file)->find("c") == nullptr);
    }

    void readsWhatItWrote()
    {
        const std::array<float, 3> floats = {1.5f, -2.0f, 0.25f};
        const std::array<std::uint8_t, 5> bytes = {1, 2, 3, 4, 5};
        const TensorToWrite tensors[] = {
            {"bytes", TensorType::UInt8, {5}, std::as_bytes(std::span(bytes))},
            {"größe", TensorType::Float32, {3, 1}, std::as_bytes(std::span(floats))},
            {"scalar", TensorType::Float32, {}, std::as_bytes(std::span(floats).first(1))},
        };

        const Status written = writeTensorFile(path(), tensors, {{"made by", "a test"}});
        const auto file = TensorFile::open(path());

        QVERIFY(written);
        QVERIFY2(file, file ? "" : file.error().message().c_str());
        for (const TensorToWrite& tensor : tensors) {
            const TensorEntry* entry = (*file)->find(tensor.name);
            QVERIFY(entry);
            QCOMPARE(entry->shape, tensor.shape);
            QCOMPARE(entry->type, tensor.type);
            QVERIFY(std::equal(entry->bytes.begin(), entry->bytes.end(), tensor.bytes.begin(),
                               tensor.bytes.end()));
            QCOMPARE(quintptr(entry->bytes.data()) % tensorTypeSize(entry->type), quintptr(0));
        }
        const std::vector<std::pair<std::string, std::string>> metadata = {{"format", "pt"},
                                                                           {"made by", "a test"}};
        QCOMPARE((*file)->metadata(), metadata);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);  // nothing left over
    }

    void writesNothingWrong()
    {
        const std::array<float, 2> floats = {};
        const auto bytes = std::as_bytes(std::span(floats));
        const TensorToWrite twice[] = {{"a", TensorType::Float32, {2}, bytes},
                                       {"a", TensorType::Float32, {2}, bytes}};
        const TensorToWrite small[] = {{"a", TensorType::Float32, {3}, bytes}};

        const Status doubled = writeTensorFile(path(), twice);
        const Status wrong = writeTensorFile(path(), small);
        const Status nowhere = writeTensorFile(path() + "/x/y", std::span(twice).first(1));

        QCOMPARE(doubled.error().code(), ErrorCode::InvalidInput);
        QCOMPARE(wrong.error().code(), ErrorCode::InvalidInput);
        QCOMPARE(nowhere.error().code(), ErrorCode::Io);
        QVERIFY(!QFile::exists(QString::fromStdString(path())));
    }

    void saysWhyAFileCannotBeRead()
    {
        const auto absent = TensorFile::open(path() + ".absent");
        const auto folder = TensorFile::open(m_folder->path().toStdString());

        QCOMPARE(absent.error().code(), ErrorCode::Io);
        QCOMPARE(folder.error().code(), ErrorCode::Io);
    }

private:
    std::string path() const
    {
        return m_folder->filePath(QStringLiteral("t.safetensors")).toStdString();
    }

    void write(const QByteArray& bytes)
    {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestTensorFile)
#include "tst_tensor_file.moc"
