#include "core/llm/openai_embedder.h"

#include <cstdlib>
#include <ctime>

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/jobs/waiter.h"
#include "core/llm/chat_completion.h"
#include "core/llm/http_exchange.h"

namespace sym {

namespace {

using nlohmann::json;

std::string requestBody(const std::string& model, const std::vector<std::string>& texts)
{
    return json{{"model", model}, {"input", texts}, {"encoding_format", "float"}}.dump(
        -1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

Result<std::vector<std::vector<float>>> parseEmbeddings(const std::string& body, std::size_t texts)
{
    const json answer = json::parse(body, nullptr, false);
    const Error missing(ErrorCode::Protocol, "the answer has no vector for each of "
                                                 + std::to_string(texts)
                                                 + " texts: is this an /embeddings endpoint?");
    if (!answer.is_object() || !answer.contains("data") || !answer["data"].is_array())
        return missing;
    std::vector<std::vector<float>> vectors(texts);
    try {
        for (const json& item : answer["data"])
            if (const auto index = item.value("index", std::size_t{0}); index < texts)
                vectors[index] = item.at("embedding").get<std::vector<float>>();
    } catch (const json::exception&) {
        return missing;
    }
    for (const std::vector<float>& vector : vectors)
        if (vector.empty() || vector.size() != vectors.front().size()) return missing;
    return vectors;
}

Result<std::unique_ptr<OpenAiEmbedder>> OpenAiEmbedder::open(EmbedderSettings settings)
{
    while (settings.baseUrl.ends_with('/')) settings.baseUrl.pop_back();
    if (!settings.baseUrl.starts_with("http://") && !settings.baseUrl.starts_with("https://"))
        return Error(ErrorCode::InvalidInput, "the embedder's address \"" + settings.baseUrl
                                                  + "\" is not an http:// or https:// address");
    if (settings.model.empty())
        return Error(ErrorCode::InvalidInput, "no embedding model named for " + settings.baseUrl);
    std::string key;
    if (!settings.keyVariable.empty()) {
        const char* value = std::getenv(settings.keyVariable.c_str());
        if (!value || !*value)
            return Error(ErrorCode::InvalidInput, "no key for " + settings.baseUrl
                                                      + ": set the environment variable "
                                                      + settings.keyVariable);
        key = value;
    }
    return std::unique_ptr<OpenAiEmbedder>(new OpenAiEmbedder(std::move(settings), std::move(key)));
}

OpenAiEmbedder::OpenAiEmbedder(EmbedderSettings settings, std::string key)
    : m_settings(std::move(settings)), m_key(std::move(key)), m_http(std::make_unique<HttpClient>())
{
}

OpenAiEmbedder::~OpenAiEmbedder() = default;

Result<std::vector<std::vector<float>>> OpenAiEmbedder::embed(const std::vector<std::string>& texts,
                                                              JobContext& job)
{
    if (texts.empty()) return std::vector<std::vector<float>>{};
    HttpPost post;
    post.url = m_settings.baseUrl + "/embeddings";
    post.body = requestBody(m_settings.model, texts);
    post.timeout = m_settings.timeout;
    if (!m_key.empty()) post.headers.emplace_back("Authorization", "Bearer " + m_key);
    Random random = Random(texts.size()).fork("retry");
    for (int failures = 0;;) {
        SYM_TRY(const HttpAnswer answer, m_http->post(post, job, {}));
        if (answer.status / 100 == 2) {
            auto vectors = parseEmbeddings(answer.body, texts.size());
            return vectors ? std::move(vectors) : vectors.error().within(m_settings.baseUrl);
        }
        const Error refused(ErrorCode::Network, m_settings.baseUrl + "/embeddings answered "
                                                    + std::to_string(answer.status) + " ("
                                                    + serverErrorText(answer.body)
                                                    + "): check address, key and model");
        if (!isTemporaryStatus(answer.status)) return refused;
        const auto delay = retryDelay(m_settings.retry, ++failures, random.unit(),
                                      parseRetryAfter(answer.retryAfter, std::time(nullptr)));
        if (!delay) return refused;
        Waiter<bool> nobody;
        const auto waited = nobody.wait(job, after(*delay), "");
        if (!waited && waited.error().code() == ErrorCode::Cancelled) return waited.error();
    }
}

}  // namespace sym
