#pragma once

#include <QtCore/QObject>
#include <QtNetwork/QTcpServer>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sym {

struct ServedRequest {
    std::string method;
    std::string path;                            ///< with its query
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

struct ServedAnswer {
    int status = 200;
    std::string body;
    std::string contentType = "text/html; charset=utf-8";
    std::vector<std::string> headers;  ///< "Name: value"
    bool never = false;                ///< takes the request and says nothing, ever
    int delayMilliseconds = 0;
};

/// A web server for pages of a test, on 127.0.0.1 and a free port. Lives in the thread that made
/// it.
class PageServer final : public QObject {
public:
    PageServer();

    std::string url(const std::string& path = "/") const;
    std::string authority() const;

    void serve(const std::string& path, const std::string& body);
    void serve(const std::string& path, std::function<ServedAnswer(const ServedRequest&)> handler);

    std::vector<ServedRequest> requests;  ///< all that came, in order

private:
    void onConnection();
    void answer(class QTcpSocket* socket, const ServedRequest& request);

    QTcpServer m_server;
    std::map<std::string, std::function<ServedAnswer(const ServedRequest&)>> m_handlers;
};

}  // namespace sym
