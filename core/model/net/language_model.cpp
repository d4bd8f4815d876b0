#include "core/model/language_model.h"

#include "core/model/native/native_model.h"
#include "core/model/net/torch_engine.h"

namespace sym {

Result<std::shared_ptr<LanguageModel>> LanguageModel::open(const std::string& folder,
                                                           const ModelOptions& options)
{
    const bool isNative = options.backend == Backend::Native && options.device == Device::Cpu;
    return isNative ? openNativeModel(folder, options) : openTorchModel(folder, options);
}

}  // namespace sym
