#include "core/browser/action/reach.h"

namespace sym {

std::optional<Rectangle> rectangleOf(const nlohmann::json& value)
{
    if (!value.is_object()) return std::nullopt;
    return Rectangle{.x = value.value("x", 0.0),
                     .y = value.value("y", 0.0),
                     .width = value.value("width", 0.0),
                     .height = value.value("height", 0.0)};
}

Result<Reach> reachPlace(DevToolsPage& page, const ElementPlace& place, const ReachOptions& options,
                         JobContext& job)
{
    const nlohmann::json asked{{"arming", options.arming}, {"forHover", options.forHover}};
    SYM_TRY(const nlohmann::json found,
            page.evaluateInWorld(
                place.frameId,
                "__symbiont.act.prepare(" + place.expression + "," + asked.dump() + ")", job));
    Reach reach;
    reach.place = place;
    reach.rectangle = rectangleOf(found.value("rect", nlohmann::json()));
    if (reach.rectangle) {
        reach.rectangle->x += place.offsetX;
        reach.rectangle->y += place.offsetY;
    }
    if (const auto problem = found.find("problem"); problem != found.end()) {
        reach.message = found.value("message", std::string("the element cannot be used"));
        if (*problem == "gone") return Error(ErrorCode::NotFound, reach.message);
        return reach;
    }
    if (found.value("kind", "") == "option") {
        reach.kind = Reach::Kind::Option;
        return reach;
    }
    reach.kind = Reach::Kind::Point;
    reach.x = found.value("x", 0.0) + place.offsetX;
    reach.y = found.value("y", 0.0) + place.offsetY;
    return reach;
}

Result<Reach> reachElement(DevToolsPage& page, const ElementIndex& index, const std::string& id,
                           const ReachOptions& options, JobContext& job)
{
    SYM_TRY(const ElementPlace place, index.find(page, id, job));
    auto reach = reachPlace(page, place, options, job);
    if (reach || reach.error().code() != ErrorCode::NotFound) return reach;
    SYM_TRY(const ElementPlace elsewhere, index.findInFrames(page, id, job));
    return reachPlace(page, elsewhere, options, job);
}

}  // namespace sym
