#include "app/bench/bench_pages.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <array>

#include "core/jobs/event_thread.h"

namespace sym {

namespace {

constexpr std::array kWords = {"lorem", "ipsum", "dolor",      "sit",    "amet",  "elit",
                               "sed",   "magna", "incididunt", "labore", "minim", "veniam"};

std::string words(int count, int start)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        if (i > 0) text += ' ';
        text += kWords[std::size_t(start * 3 + i * 7) % kWords.size()];
    }
    return text;
}

/// Repeats a block that makes about `nodesEach` accessibility nodes until there are `nodes`.
template <typename Block>
std::string repeated(int nodes, int nodesEach, Block block)
{
    std::string html;
    for (int i = 0; i * nodesEach < nodes; ++i) html += block(i);
    return html;
}

std::string paragraphs(int nodes)
{
    return repeated(nodes, 9, [](int i) {
        return "<h2>" + words(3, i) + "</h2><p>" + words(18, i) + " <a href=\"/p/"
               + std::to_string(i) + "\">" + words(2, i) + "</a> " + words(6, i + 1) + " <b>"
               + words(1, i) + "</b>.</p>";
    });
}

std::string table(int nodes)
{
    return "<table><thead><tr><th>Id<th>Name<th>Price<th>State<th>Action</thead><tbody>"
           + repeated(nodes, 12,
                      [](int i) {
                          const std::string id = std::to_string(i);
                          return "<tr><td>" + id + "</td><td>" + words(3, i) + "</td><td>$" + id
                                 + ".00</td><td><span class=\"state\">" + words(1, i)
                                 + "</span></td><td><a href=\"/edit/" + id
                                 + "\">Edit</a></td></tr>";
                      })
           + "</tbody></table>";
}

std::string form(int nodes)
{
    return "<form>"
           + repeated(nodes, 18,
                      [](int i) {
                          const std::string id = std::to_string(i);
                          return "<div class=\"row\"><label for=\"f" + id + "\">" + words(2, i) + "</label><input id=\"f"
                      + id + "\" value=\"" + words(1, i) + "\"><label><input type=\"checkbox\"> " + words(2, i)
                      + "</label><select><option>One<option>Two</select><button type=\"button\">"
                      + words(1, i) + "</button></div>";
                      })
           + "</form>";
}

std::string menu(int nodes)
{
    return repeated(nodes, 31, [](int i) {
        std::string html = "<ul class=\"menu\">";
        for (int entry = 0; entry < 10; ++entry)
            html += "<li><a href=\"#\">" + words(2, i + entry) + "</a></li>";
        return html + "</ul>";
    });
}

std::string wholePage(const std::string& title, const std::string& body)
{
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
           + "</title><style>body{font:14px sans-serif}table{border-collapse:collapse}"
             "td,th{border:1px solid #ccc;padding:4px}.menu{list-style:none}.menu li{display:inline-block;"
             "padding:4px}.row{margin:4px}.state{color:#060}</style></head><body><button id=\"act\" "
             "onclick=\"document.getElementById('done').textContent='Done '+(++window.acts)\">Act</button>"
             "<p id=\"done\">Nothing yet</p><script>window.acts=0</script>" + body + "</body></html>";
}

QByteArray response(const QByteArray& body, int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + (status == 200 ? " OK" : " Not Found")
           + "\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: "
           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

std::vector<BenchPage> benchPages()
{
    struct Kind {
        const char* name;
        std::string (*make)(int nodes);
    };
    constexpr Kind kinds[] = {
        {"paragraphs", paragraphs}, {"table", table}, {"form", form}, {"menu", menu}};
    std::vector<BenchPage> pages;
    for (const int nodes : {500, 2'000, 10'000})
        for (const Kind& kind : kinds) {
            const std::string name = std::string(kind.name) + " " + std::to_string(nodes);
            pages.push_back({name, wholePage(name, kind.make(nodes))});
        }
    return pages;
}

struct BenchPageServer::Private {
    std::vector<QByteArray> bodies;
    QTcpServer* server = nullptr;
    quint16 port = 0;
    EventThread thread{"bench-pages"};

    void answer(QTcpSocket* socket)
    {
        const QList<QByteArray> request = socket->readAll().split(' ');
        bool isNumber = false;
        const int page = request.value(1).mid(1).toInt(&isNumber);
        const bool known = isNumber && page >= 0 && page < int(bodies.size());
        socket->write(
            response(known ? bodies[std::size_t(page)] : QByteArray(), known ? 200 : 404));
        socket->disconnectFromHost();
    }
};

BenchPageServer::BenchPageServer(std::unique_ptr<Private> made) : d(std::move(made)) {}

BenchPageServer::~BenchPageServer()
{
    d->thread.run([this] { delete d->server; });
}

Result<std::unique_ptr<BenchPageServer>> BenchPageServer::start(const std::vector<BenchPage>& pages)
{
    auto made = std::make_unique<Private>();
    for (const BenchPage& page : pages)
        made->bodies.push_back(QByteArray::fromStdString(page.html));
    Private& shelf = *made;
    made->thread.run([&shelf] {
        shelf.server = new QTcpServer;
        if (shelf.server->listen(QHostAddress::LocalHost)) shelf.port = shelf.server->serverPort();
        QObject::connect(shelf.server, &QTcpServer::newConnection, shelf.server, [&shelf] {
            while (QTcpSocket* socket = shelf.server->nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                QObject::connect(socket, &QTcpSocket::readyRead, socket,
                                 [&shelf, socket] { shelf.answer(socket); });
            }
        });
    });
    std::unique_ptr<BenchPageServer> server(new BenchPageServer(std::move(made)));
    if (server->d->port == 0)
        return Error(ErrorCode::Network, "no port on 127.0.0.1 for the benchmark's pages");
    return server;
}

std::string BenchPageServer::url(std::size_t page) const
{
    return "http://127.0.0.1:" + std::to_string(d->port) + "/" + std::to_string(page);
}

}  // namespace sym
