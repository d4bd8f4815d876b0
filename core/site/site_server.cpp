#include "core/site/site_server.h"

#include <array>
#include <cstdio>
#include <optional>

#include "core/jobs/event_thread.h"
#include "core/site/http_listener.h"
#include "core/site/site.h"
#include "core/site/web/layout.h"
#include "core/site/web/resources.h"

namespace sym {

namespace {

struct SitePort {
    const char* name;
    const char* basePath;  ///< part of the site's address
};

/// In the order of their ports.
constexpr std::array<SitePort, 7> kSites = {{{"shopping", ""},
                                             {"shopping_admin", "/admin"},
                                             {"reddit", ""},
                                             {"gitlab", ""},
                                             {"map", ""},
                                             {"wikipedia", ""},
                                             {"homepage", ""}}};

constexpr int kPortsPerWorld = 10;
constexpr std::string_view kStaticPrefix = "/static/";

SiteResponse staticFile(const std::string& path)
{
    const std::string name = path.substr(kStaticPrefix.size());
    const auto bytes = name.find("..") == std::string::npos && mimeType(name) != "application/json"
                           ? embeddedSiteFile(name)
                           : std::nullopt;
    if (!bytes)
        return SiteResponse::html(
            plainErrorPage(404, "Not found", "There is no file " + name + "."), 404);
    return {200, mimeType(name), *bytes, {{"Cache-Control", "max-age=3600"}}};
}

/// One isolated copy of all sites on its own ports. The server's thread only.
class World {
public:
    World(std::uint64_t seed, int number) : m_number(number) { m_context.seed = seed; }

    Status listen(int firstPort)
    {
        for (std::size_t i = 0; i < kSites.size(); ++i) {
            const int port = firstPort == 0 ? 0 : firstPort + kPortsPerWorld * m_number + int(i);
            SYM_TRY(m_listeners[i], HttpListener::listen(port, [this, i](SiteRequest request) {
                        return answer(i, std::move(request));
                    }));
            m_context.addresses[kSites[i].name] =
                "http://127.0.0.1:" + std::to_string(m_listeners[i]->port()) + kSites[i].basePath;
        }
        makeSites();
        return {};
    }

    const SiteAddresses& addresses() const { return m_context.addresses; }

    void reset()
    {
        for (std::size_t i = 0; i < kSites.size(); ++i)
            if (!m_sites[i] || !m_sites[i]->reset()) makeSite(i);
    }

private:
    void makeSites()
    {
        for (auto& site : makeShopSites(m_context)) adopt(std::move(site));
        for (std::size_t i = 0; i < kSites.size(); ++i)
            if (!m_sites[i]) makeSite(i);
    }

    /// The sites that stand alone; those of the shop share their data and reset themselves.
    void makeSite(std::size_t index)
    {
        const std::string_view name = kSites[index].name;
        if (name == "reddit") m_sites[index] = makeForumSite(m_context);
        if (name == "gitlab") m_sites[index] = makeCodeSite(m_context);
        if (name == "map") m_sites[index] = makeMapSite(m_context);
        if (name == "wikipedia") m_sites[index] = makeWikiSite(m_context);
    }

    void adopt(std::unique_ptr<Site> site)
    {
        for (std::size_t i = 0; i < kSites.size(); ++i)
            if (site && site->name() == kSites[i].name) {
                m_sites[i] = std::move(site);
                return;
            }
    }

    SiteResponse answer(std::size_t index, SiteRequest request)
    {
        if (request.path.starts_with(kStaticPrefix)) return staticFile(request.path);
        Site* site = m_sites[index].get();
        if (!site)
            return SiteResponse::html(
                plainErrorPage(503, "Not available", "This site is not there."), 503);
        if (request.method == "HEAD") request.method = "GET";

        // Cookies are shared by all ports of a host, so the name says whose it is.
        const std::string cookie = std::string("sid_") + kSites[index].name + "_"
                                   + std::to_string(m_listeners[index]->port());
        const auto known = request.cookies.find(cookie);
        const bool isNew = known == request.cookies.end() || known->second.empty();
        request.sessionId = isNew ? newSessionId() : known->second;
        SiteResponse response = site->handle(request);
        if (isNew)
            response.headers.emplace_back("Set-Cookie", cookie + "=" + request.sessionId
                                                            + "; Path=/; HttpOnly; SameSite=Lax");
        // Pages change with every post: going back must show the state of now.
        response.headers.emplace_back("Cache-Control", "no-cache");
        return response;
    }

    std::string newSessionId()
    {
        char text[32];
        std::snprintf(text, sizeof text, "%016llx",
                      static_cast<unsigned long long>(m_random.next()));
        return text;
    }

    int m_number;
    WorldContext m_context;
    Random m_random{0x5e5510f5u};
    std::array<std::unique_ptr<Site>, kSites.size()> m_sites;
    std::array<std::unique_ptr<HttpListener>, kSites.size()> m_listeners;
};

class BuiltInServer final : public SiteServer {
public:
    BuiltInServer() : m_thread("sites") {}

    ~BuiltInServer() override
    {
        m_thread.run([this] { m_worlds.clear(); });  // sockets die where they live
    }

    Status open(const Options& options)
    {
        Status status;
        m_thread.run([&] {
            for (int i = 0; i < options.worlds && status; ++i) {
                m_worlds.push_back(std::make_unique<World>(options.seed, i));
                status = m_worlds.back()->listen(options.firstPort);
                m_addresses.push_back(m_worlds.back()->addresses());
            }
        });
        return status;
    }

    int worlds() const override { return int(m_addresses.size()); }

    SiteAddresses addresses(int world) const override { return m_addresses.at(std::size_t(world)); }

    void reset(int world) override
    {
        m_thread.run([&] { m_worlds.at(std::size_t(world))->reset(); });
    }

private:
    std::vector<std::unique_ptr<World>> m_worlds;  ///< of the thread
    std::vector<SiteAddresses> m_addresses;        ///< written once by open()
    EventThread m_thread;
};

}  // namespace

Result<std::unique_ptr<SiteServer>> SiteServer::start(const Options& options)
{
    auto server = std::make_unique<BuiltInServer>();
    SYM_CHECK(server->open(options));
    return std::unique_ptr<SiteServer>(std::move(server));
}

}  // namespace sym
