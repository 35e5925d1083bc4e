/** How much of what only grows is kept. The oldest goes first. */

export const TASKS_MAX = 2_000
export const MONITORS_MAX = 1_000
export const ALERTS_MAX = 5_000
export const AUDITS_MAX = 5_000
/** Of each lane: months of an hourly schedule, a day of one that fires every minute. */
export const FLOW_POINTS_MAX = 3_000
export const PASSAGES_MAX = 1_500

/** Users of one cluster; one more is refused. */
export const USERS_MAX = 1_000
/** EMU: addresses of a remote site; a cluster has one for each of its nodes. */
export const SITE_ADDRESSES_MAX = 256
/** Entries of one list of a cluster's configuration. */
export const CONFIGURATION_LIST_MAX = 100
/** Of the ledger: recovery points of each domain and target, fail-overs, spans of activity and of outage. */
export const RECOVERY_POINTS_MAX = 200
export const FAILOVERS_MAX = 500
export const ACTIVITY_MAX = 2_000
/** Incidents that are over. */
export const INCIDENTS_MAX = 1_000
/** Incidents that wait or are under way: one more is refused. */
export const OPEN_INCIDENTS_MAX = 1_000

/** Of a list that a month of replication fills: what goes at once is a tenth of it. */
const TENTH = 10

/**
 * Appends, and drops the oldest where the list is as long as it may become: a tenth at once, since all the others are
 * moved each time.
 */
export function appendTrimming<T>(list: T[], item: T, max: number): void {
  if (list.length >= max) list.splice(0, Math.ceil(max / TENTH))
  list.push(item)
}

/** Whether the oldest of such a list may be gone: it is as long as one is that has been trimmed, or longer. */
export function mayBeTrimmed(list: readonly unknown[], max: number): boolean {
  return list.length > max - Math.ceil(max / TENTH)
}

/** Appends, and drops the oldest beyond the limit, one by one. */
export function append<T>(list: T[], item: T, max: number): void {
  list.push(item)
  while (list.length > max) list.shift()
}

/** The same, for whoever has to know what was dropped. */
export function appendDropping<T>(list: T[], item: T, max: number): readonly T[] {
  list.push(item)
  const dropped: T[] = []
  while (list.length > max) {
    const oldest = list.shift()
    if (oldest !== undefined) dropped.push(oldest)
  }
  return dropped
}
