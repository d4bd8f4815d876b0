#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/trajectory/step.h"

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace sym {

class ImageCache;
class ObservationTab;
class ScreenshotTab;
class StepTab;

/// Everything recorded of one step, in tabs. Only the visible tab is filled; the others follow when
/// they are looked at.
class StepDetail final : public QWidget {
    Q_OBJECT

public:
    explicit StepDetail(ImageCache& images, QWidget* parent = nullptr);

    /// @param step null: nothing is selected
    void setStep(std::shared_ptr<const Step> step);
    void showError(const QString& reason);
    const std::shared_ptr<const Step>& step() const { return m_step; }

    void openTab(
        const QString& objectName);  ///< "screenshotTab", "observationTab", "promptTab", ...
    void find();  ///< opens the find bar of the current tab, or of the observation
    QTabWidget* tabs() const { return m_tabs; }
    ObservationTab* observation() const { return m_observation; }

private:
    void addTab(StepTab* tab, const QString& name, const QString& title);
    void fillCurrent();
    void showHeading();

    QLabel* m_action;
    QLabel* m_page;
    QTabWidget* m_tabs;
    ObservationTab* m_observation = nullptr;
    StepTab* m_errors = nullptr;
    std::shared_ptr<const Step> m_step;
    QList<StepTab*> m_filled;  ///< tabs that show m_step already
};

}  // namespace sym
