// The commands of the trajectory panel and their keys.
#include <QtGui/QAction>
#include <QtWidgets/QTreeView>

#include "ui/session/action_registry.h"
#include "ui/session/selection.h"
#include "ui/step/step_detail.h"
#include "ui/trajectory/episode_list.h"
#include "ui/trajectory/step_delegate.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/trajectory/trajectory_panel.h"
#include "ui/widgets/panel_stack.h"

using namespace Qt::StringLiterals;

namespace sym {

void TrajectoryPanel::addStepActions()
{
    ActionRegistry& registry = m_needs.actions;
    const auto step = [this](int by) {
        const int current = m_needs.selection.step();
        goToStep(current < 0 ? 0 : current + by);
    };
    const auto last = [this] { goToStep(m_steps->rowCount() - 1); };
    registry.add({u"trajectory.nextStep"_s,
                  tr("Next step"),
                  u"down"_s,
                  {Qt::Key_L, Qt::Key_J, Qt::Key_Right, QKeySequence(Qt::CTRL | Qt::Key_Right)},
                  tr("Show the next step of the episode")},
                 m_stepStack, [step] { step(1); });
    registry.add({u"trajectory.previousStep"_s,
                  tr("Previous step"),
                  u"up"_s,
                  {Qt::Key_H, Qt::Key_K, Qt::Key_Left, QKeySequence(Qt::CTRL | Qt::Key_Left)},
                  tr("Show the previous step of the episode")},
                 m_stepStack, [step] { step(-1); });
    registry.add({u"trajectory.firstStep"_s,
                  tr("First step"),
                  {},
                  {Qt::Key_Home, Qt::Key_0},
                  tr("Show the first step of the episode")},
                 m_stepStack, [this] { goToStep(0); });
    registry.add({u"trajectory.lastStep"_s,
                  tr("Last step"),
                  {},
                  {Qt::Key_End, Qt::Key_Dollar},
                  tr("Show the last step of the episode")},
                 m_stepStack, last);
    registry.add({u"trajectory.find"_s, tr("Find in this step"), u"search"_s,
                  QKeySequence::keyBindings(QKeySequence::Find),
                  tr("Find words in the open tab of the step")},
                 m_list, [this] { m_detail->find(); });
}

void TrajectoryPanel::addListActions()
{
    ActionRegistry& registry = m_needs.actions;
    registry.add({u"trajectory.nextEpisode"_s,
                  tr("Next episode"),
                  {},
                  {QKeySequence(Qt::SHIFT | Qt::Key_L)},
                  tr("Show the next episode in the list")},
                 this, [this] { m_episodes->goToNeighbour(1); });
    registry.add({u"trajectory.previousEpisode"_s,
                  tr("Previous episode"),
                  {},
                  {QKeySequence(Qt::SHIFT | Qt::Key_H)},
                  tr("Show the previous episode in the list")},
                 this, [this] { m_episodes->goToNeighbour(-1); });
    registry.add(
        {u"trajectory.nextRow"_s, tr("Next row"), {}, {Qt::Key_J}, tr("Next run or episode")},
        m_episodes, [this] {
            const QModelIndex below =
                m_episodes->view()->indexBelow(m_episodes->view()->currentIndex());
            if (below.isValid()) m_episodes->view()->setCurrentIndex(below);
        });
    registry.add({u"trajectory.previousRow"_s,
                  tr("Previous row"),
                  {},
                  {Qt::Key_K},
                  tr("Previous run or episode")},
                 m_episodes, [this] {
                     const QModelIndex above =
                         m_episodes->view()->indexAbove(m_episodes->view()->currentIndex());
                     if (above.isValid()) m_episodes->view()->setCurrentIndex(above);
                 });
    registry.add({u"trajectory.reducedView"_s,
                  tr("Reduced or full step list"),
                  {},
                  {Qt::Key_V},
                  tr("Switch between rows with thumbnails and all columns, and short rows")},
                 this, [this] { setReduced(!m_delegate->isReduced()); });
}

void TrajectoryPanel::addTabActions()
{
    const std::pair<const char16_t*, QString> tabs[] = {{u"screenshotTab", tr("Show screenshots")},
                                                        {u"observationTab", tr("Show observation")},
                                                        {u"promptTab", tr("Show prompt")},
                                                        {u"candidatesTab", tr("Show candidates")},
                                                        {u"planTab", tr("Show plan")},
                                                        {u"errorsTab", tr("Show errors")},
                                                        {u"timingsTab", tr("Show timings")},
                                                        {u"jsonTab", tr("Show JSON")}};
    int digit = 0;
    for (const auto& [name, title] : tabs) {
        const QString tab = QString::fromUtf16(name);
        m_needs.actions.add({u"trajectory."_s + tab,
                             title,
                             {},
                             {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key(Qt::Key_1 + digit++))},
                             tr("Open this tab of the step")},
                            this, [this, tab] { m_detail->openTab(tab); });
    }
}

}  // namespace sym
