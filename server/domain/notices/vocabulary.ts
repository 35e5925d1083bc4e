/** Commands, events and refusals: alerts, audits, tasks and progress monitors. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type { Alert, Audit, ProgressMonitor, Task } from '../core/world.js'

type NoticeClientCommand =
  | ({ type: 'acknowledge-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'resolve-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'dismiss-progress-monitor'; id: string } & OnCluster)
  | ({ type: 'acknowledge-events'; ids: readonly string[] } & OnCluster)

/** Given by the agenda when a task ends: what it then does is a matter of all rooms. */
type TaskDueCommand = { type: 'finish-task'; cluster: string; task: string }

export type NoticeCommand = NoticeClientCommand

export type NoticeEvent =
  | ({ type: 'monitor-started'; monitor: ProgressMonitor } & At)
  | ({ type: 'monitor-ended'; id: string; status: 'succeeded' | 'failed' | 'aborted'; errorCode: number } & At)
  | ({ type: 'monitor-dismissed'; id: string } & At)
  | ({ type: 'task-started'; task: Task } & At)
  | ({
      type: 'task-ended'
      uuid: string
      status: 'Succeeded' | 'Failed'
      errorCode: number
      errorDetail: string | null
    } & At)
  | ({ type: 'alert-raised'; alert: Alert } & At)
  | ({ type: 'alert-repeated'; id: string; values: Record<string, string> } & At)
  | ({ type: 'alert-acknowledged'; id: string; user: string } & At)
  | ({ type: 'alert-resolved'; id: string; user: string | null } & At)
  | ({ type: 'audit-recorded'; audit: Audit } & At)
  | ({ type: 'audit-acknowledged'; id: number; user: string } & At)

export const noticeRefusals = {
  'task/not-found': { number: 1202, grade: 'D' },
  'progress-monitor/not-found': { number: 1202, grade: 'D' },
  'alert/not-found': { number: 1202, status: 404, exception: 'NotFoundException', grade: 'D' },
  'event/not-found': { number: 1202, status: 404, exception: 'NotFoundException', grade: 'D' }
} as const satisfies Refusals

export interface NoticeVocabulary {
  client: NoticeClientCommand
  control: never
  due: TaskDueCommand
  event: NoticeEvent
  refusal: keyof typeof noticeRefusals
}
