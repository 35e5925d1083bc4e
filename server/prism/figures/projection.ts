/** The `projection` parameter: which summaries a list includes. */

export interface Projection {
  alerts: 'none' | 'count' | 'all'
  health: boolean
  /** Facts that only the other cluster knows. */
  fullDetails: boolean
}

/** Names separated by commas, in any case; unknown ones count for nothing. */
export function projectionOf(text: string | undefined, fullDetails = false): Projection {
  const names = new Set((text ?? '').split(',').map(name => name.trim().toUpperCase()))
  const alerts = names.has('ALL') || names.has('ALERTS') ? 'all' : names.has('ALERTS_COUNT') ? 'count' : 'none'
  return { alerts, health: names.has('ALL') || names.has('HEALTH'), fullDetails }
}
