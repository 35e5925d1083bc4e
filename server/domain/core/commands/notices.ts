/** What a cluster tells: alerts, audits, tasks and progress monitors. */
import type { OnCluster } from './target.js'

export type NoticeCommand =
  | ({ type: 'acknowledge-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'resolve-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'dismiss-progress-monitor'; id: string } & OnCluster)
  | ({ type: 'acknowledge-events'; ids: readonly string[] } & OnCluster)

export type NoticeDueCommand = { type: 'finish-task'; cluster: string; task: string }
