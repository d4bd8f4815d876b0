#pragma once

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Emulation domain: what the page is told of its device.
class EmulationDomain {
public:
    explicit EmulationDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// Viewport and screen of one size in CSS pixels, device pixel ratio 1.
    Status setDeviceMetrics(int width, int height, JobContext& job) const
    {
        return status(m_connection.call("Emulation.setDeviceMetricsOverride",
                                        {{"width", width},
                                         {"height", height},
                                         {"deviceScaleFactor", 1},
                                         {"mobile", false},
                                         {"screenWidth", width},
                                         {"screenHeight", height}},
                                        job));
    }

    /// The page believes that it has the focus, whatever windows do.
    Status setFocusEmulation(bool enabled, JobContext& job) const
    {
        return status(
            m_connection.call("Emulation.setFocusEmulationEnabled", {{"enabled", enabled}}, job));
    }

    /// @param latitude, longitude degrees
    Status setGeolocation(double latitude, double longitude, JobContext& job) const
    {
        return status(m_connection.call(
            "Emulation.setGeolocationOverride",
            {{"latitude", latitude}, {"longitude", longitude}, {"accuracy", 1}}, job));
    }

private:
    static Status status(const Result<nlohmann::json>& answer)
    {
        return answer ? Status() : Status(answer.error());
    }

    DevToolsConnection& m_connection;
};

}  // namespace sym
