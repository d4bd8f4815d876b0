#include "core/llm/openai_model.h"

#include <QtCore/QUrl>

#include <cstdlib>
#include <ctime>

#include "core/base/random.h"
#include "core/jobs/waiter.h"
#include "core/llm/event_stream.h"
#include "core/llm/http_exchange.h"

namespace sym {
namespace {

/// Waits, and notices a cancellation.
Status pause(std::chrono::milliseconds time, const JobContext& job)
{
    Waiter<bool> nobody;
    const auto waited = nobody.wait(job, after(time), "");
    if (!waited && waited.error().code() == ErrorCode::Cancelled) return waited.error();
    return {};
}

/// 429 for an empty account: waiting does not fill it.
bool isOutOfCredit(const std::string& body)
{
    return body.find("insufficient_quota") != std::string::npos;
}

/// The body of a 2xx answer, as a stream or in one piece: some servers answer in one piece although
/// they were asked for a stream.
class AnswerBody {
public:
    enum class Ending { Whole, Cut };

    explicit AnswerBody(const std::function<void(std::string_view)>& onText) : m_onText(onText) {}

    /// @return whether to go on reading
    bool take(const HttpAnswer& head, std::string_view bytes)
    {
        m_streamed = head.contentType.starts_with("text/event-stream");
        if (!m_streamed) {
            m_text += bytes;
            return true;
        }
        for (const std::string& event : m_reader.feed(bytes)) {
            const Result<std::string> piece = m_stream.take(event);
            if (!piece) {
                m_status = piece.error();
                return false;
            }
            if (!piece->empty()) m_onText(*piece);
        }
        return true;
    }

    Ending finish(const HttpAnswer& answer)
    {
        if (!m_streamed) return answer.cut.empty() ? Ending::Whole : Ending::Cut;
        if (!m_status) return Ending::Whole;
        // a last event without its blank line counts if it is whole
        const Result<std::string> last = m_stream.take(m_reader.finish());
        if (last && !last->empty()) m_onText(*last);
        return m_stream.isComplete() ? Ending::Whole : Ending::Cut;
    }

    Result<ChatResponse> response() const
    {
        if (m_streamed) {
            SYM_CHECK(m_status);
            return m_stream.response();
        }
        Result<ChatResponse> parsed = parseChatResponse(m_text);
        if (parsed && !parsed->text.empty()) m_onText(parsed->text);
        return parsed;
    }

private:
    const std::function<void(std::string_view)>& m_onText;
    EventStreamReader m_reader;
    ChatStreamAssembler m_stream;
    Status m_status;
    std::string m_text;
    bool m_streamed = false;
};

}  // namespace

/// What one request led to.
struct OpenAiModel::Attempt {
    Result<ChatResponse> result = Error(ErrorCode::Network, "not sent");
    bool temporary = false;        ///< may be repeated
    bool wantsNewerLimit = false;  ///< the server refuses `max_tokens` by that name
    std::optional<std::chrono::milliseconds> asked;  ///< Retry-After
};

Result<std::unique_ptr<OpenAiModel>> OpenAiModel::open(OpenAiSettings settings)
{
    while (settings.baseUrl.ends_with('/')) settings.baseUrl.pop_back();
    const QUrl url(QString::fromStdString(settings.baseUrl));
    const bool web =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!web || url.host().isEmpty())
        return Error(ErrorCode::InvalidInput, "the model's address \"" + settings.baseUrl
                                                  + "\" is not an http:// or https:// address");
    if (settings.model.empty())
        return Error(ErrorCode::InvalidInput,
                     "no model named for " + settings.baseUrl + ": set one in the settings");

    std::string key;
    if (!settings.keyVariable.empty()) {
        const char* value = std::getenv(settings.keyVariable.c_str());
        if (!value || !*value)
            return Error(ErrorCode::InvalidInput, "no key for " + url.host().toStdString()
                                                      + ": set the environment variable "
                                                      + settings.keyVariable);
        key = value;
    }
    return std::unique_ptr<OpenAiModel>(new OpenAiModel(std::move(settings), std::move(key)));
}

OpenAiModel::OpenAiModel(OpenAiSettings settings, std::string key)
    : m_settings(std::move(settings)),
      m_key(std::move(key)),
      m_host(QUrl(QString::fromStdString(m_settings.baseUrl)).host().toStdString()),
      m_http(std::make_unique<HttpClient>())
{
    if (!m_settings.price) m_settings.price = listPrice(m_settings.model);
}

OpenAiModel::~OpenAiModel() = default;

Result<ChatResponse> OpenAiModel::complete(const ChatRequest& request, JobContext& job,
                                           const std::function<void(std::string_view)>& onText)
{
    Random random = Random(request.sampling.seed).fork("retry");
    TokenLimitField limitField = TokenLimitField::MaxTokens;
    bool delivered = false;
    const auto passOn = [&](std::string_view text) {
        delivered = true;
        if (onText) onText(text);
    };

    for (int failures = 0;;) {
        Attempt tried = attempt(request, limitField, job, passOn);
        if (tried.result) {
            ChatResponse response = *std::move(tried.result);
            if (response.model.empty()) response.model = m_settings.model;
            if (m_settings.price)
                response.costUsd =
                    callCost(*m_settings.price, response.promptTokens, response.responseTokens);
            return response;
        }
        if (tried.wantsNewerLimit && limitField == TokenLimitField::MaxTokens) {
            limitField = TokenLimitField::MaxCompletionTokens;
            continue;
        }
        if (!tried.temporary || (delivered && onText)) return tried.result.error();
        delivered = false;
        const auto delay = retryDelay(m_settings.retry, ++failures, random.unit(), tried.asked);
        if (!delay)
            return Error(tried.result.error().code(), tried.result.error().message() + " (after "
                                                          + std::to_string(failures)
                                                          + " attempts)");
        SYM_CHECK(pause(*delay, job));
    }
}

OpenAiModel::Attempt OpenAiModel::attempt(const ChatRequest& request, TokenLimitField limitField,
                                          const JobContext& job,
                                          const std::function<void(std::string_view)>& onText)
{
    HttpPost post;
    post.url = m_settings.baseUrl + "/chat/completions";
    post.body = chatRequestBody(request, m_settings.model, m_settings.delivery, limitField);
    post.timeout = request.timeout;
    if (!m_key.empty()) post.headers.emplace_back("Authorization", "Bearer " + m_key);

    AnswerBody body(onText);
    const Result<HttpAnswer> answer = m_http->post(
        post, job,
        [&](const HttpAnswer& head, std::string_view bytes) { return body.take(head, bytes); });

    Attempt tried;
    if (!answer) {
        // lost before anything came: a server that restarts, a connection kept too long
        tried.temporary =
            answer.error().message().find("closed the connection") != std::string::npos;
        tried.result = answer.error();
    } else if (answer->status / 100 == 3) {
        tried.result = Error(ErrorCode::Network, m_host + " redirects to " + answer->location
                                                     + ": set the model's address to that");
    } else if (answer->status / 100 != 2) {
        tried.temporary = isTemporaryStatus(answer->status) && !isOutOfCredit(answer->body);
        tried.asked = parseRetryAfter(answer->retryAfter, std::time(nullptr));
        tried.wantsNewerLimit = answer->status == 400
                                && answer->body.find("max_completion_tokens") != std::string::npos;
        tried.result = statusError(answer->status, answer->body);
    } else if (body.finish(*answer) == AnswerBody::Ending::Cut) {
        tried.temporary = true;
        tried.result =
            Error(ErrorCode::Network, m_host + " broke off its answer"
                                          + (answer->cut.empty() ? "" : " (" + answer->cut + ")")
                                          + ": check the server's log and the network");
    } else {
        Result<ChatResponse> response = body.response();
        tried.result = response ? std::move(response) : response.error().within(m_host);
    }
    return tried;
}

Error OpenAiModel::statusError(int status, const std::string& body) const
{
    const std::string said = withoutKey(serverErrorText(body));
    const std::string facts =
        m_host + " answered " + std::to_string(status) + (said.empty() ? "" : " (" + said + ")");
    const std::string variable =
        m_settings.keyVariable.empty() ? "a key variable in the settings" : m_settings.keyVariable;
    if (status == 401 || status == 403)
        return {ErrorCode::Network, facts + ": set a valid key in " + variable};
    if (status == 404)
        return {ErrorCode::Network, facts + ": check the address " + m_settings.baseUrl
                                        + " (it usually ends in /v1) and the model \""
                                        + m_settings.model + "\""};
    if (status == 413)
        return {ErrorCode::InvalidInput, facts + ": the prompt is too long for this model"};
    if (status == 429 && isOutOfCredit(body))
        return {ErrorCode::Network, facts + ": the account has no credit left"};
    if (status == 429)
        return {ErrorCode::Network,
                facts + ": the rate limit is reached, use fewer browsers or wait"};
    if (status >= 500) return {ErrorCode::Network, facts + ": the server is in trouble, try later"};
    return {ErrorCode::InvalidInput, facts + ": check the model's name and settings"};
}

std::string OpenAiModel::withoutKey(std::string text) const
{
    if (m_key.empty()) return text;
    for (std::size_t at = text.find(m_key); at != std::string::npos; at = text.find(m_key, at))
        text.replace(at, m_key.size(), "***");
    return text;
}

}  // namespace sym
