#include "app/knowledge_choice.h"

#include <cstdlib>

#include "core/knowledge/hashed_words.h"
#include "core/llm/openai_embedder.h"

namespace sym {

QList<QCommandLineOption> retrievalOptions()
{
    return {
        {QStringLiteral("exclude"),
         QStringLiteral("Entries a task never gets: those of its template, of the task alone, or "
                        "none of them (only to mimic the paper)."),
         QStringLiteral("template|task|none"), QStringLiteral("template")},
        {QStringLiteral("strategies"), QStringLiteral("How entries are found."),
         QStringLiteral("LIST"), QStringLiteral("summary,observation,trajectory")},
        {QStringLiteral("no-filter"),
         QStringLiteral("Do not ask the model which of the entries found are helpful.")},
        {QStringLiteral("examples"), QStringLiteral("At most N entries in a prompt."),
         QStringLiteral("N")},
        {QStringLiteral("embeddings"),
         QStringLiteral("Vectors of the third strategy: none, words (no model), or a model behind "
                        "the endpoint."),
         QStringLiteral("none|words|MODEL"), QStringLiteral("words")},
    };
}

Result<RetrievalSettings> retrievalSettings(const VerbCall& call)
{
    RetrievalSettings settings;
    SYM_TRY(settings.exclude, exclusionFromName(call.text("exclude")));
    settings.filter = !call.has("no-filter");
    if (!call.number("examples", settings.examples) || settings.examples < 1)
        return Error(ErrorCode::InvalidInput, "--examples takes 1 or more");
    settings.summary = settings.observation = settings.trajectory = false;
    for (const QString& name :
         call.options.value(QStringLiteral("strategies")).split(u',', Qt::SkipEmptyParts)) {
        if (name == u"summary")
            settings.summary = true;
        else if (name == u"observation")
            settings.observation = true;
        else if (name == u"trajectory")
            settings.trajectory = true;
        else
            return Error(ErrorCode::InvalidInput,
                         "--strategies takes summary, observation and trajectory, not \""
                             + name.toStdString() + "\"");
    }
    return settings;
}

Result<std::unique_ptr<TextEmbedder>> embedderNamed(const std::string& name,
                                                    const std::string& endpoint)
{
    if (name == "none") return std::unique_ptr<TextEmbedder>();
    if (name == "words") return std::unique_ptr<TextEmbedder>(std::make_unique<HashedWords>());
    EmbedderSettings settings;
    settings.model = name;
    const char* address = std::getenv("OPENAI_BASE_URL");
    if (!endpoint.empty())
        settings.baseUrl = endpoint;
    else if (address)
        settings.baseUrl = address;
    // a server on this machine usually wants no key
    if (settings.baseUrl.starts_with("http://127.0.0.1")
        && !std::getenv(settings.keyVariable.c_str()))
        settings.keyVariable.clear();
    SYM_TRY(std::unique_ptr<OpenAiEmbedder> opened, OpenAiEmbedder::open(std::move(settings)));
    return std::unique_ptr<TextEmbedder>(std::move(opened));
}

}  // namespace sym
