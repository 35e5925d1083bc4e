/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { acknowledgeAlerts, acknowledgeEvents, dismissProgressMonitor, resolveAlerts } from './housekeeping.js'
import type { NoticeCommand } from './vocabulary.js'

export { noticeAppliers } from './apply.js'
export { dueOfTask, noticeMoves, noticeTouches } from './due.js'
export { noticeFacts } from './facts.js'
export { raiseAlert, raiseDomainAlert, resolveAlert, resolveAlertsOf } from './record/alerts.js'
export { auditDomain, auditModeChange, recordAudit } from './record/audits.js'
export { startMonitor } from './record/progress-monitors.js'
export {
  aboutCluster,
  aboutContainer,
  aboutDisk,
  aboutDomain,
  aboutHost,
  aboutPool,
  aboutSite,
  aboutVm,
  aboutVolumeGroup
} from './record/subjects.js'
export { noticeRefusals } from './vocabulary.js'

export const noticeRules: Rules<NoticeCommand['type']> = {
  'acknowledge-alerts': acknowledgeAlerts,
  'resolve-alerts': resolveAlerts,
  'dismiss-progress-monitor': dismissProgressMonitor,
  'acknowledge-events': acknowledgeEvents
}
