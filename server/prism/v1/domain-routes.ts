/** Undocumented protection domain routes of the web console, in canonical (v2.0) names. */
import { domainOf } from '../../domain/core/index.js'
import type { ProtectionDomain, View } from '../../domain/core/index.js'
import type { V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'
import { domainHealth } from '../dr/index.js'

export const domainRoutes = {
  /** EMU: nobody says until when; until they are deleted. */
  retainSnapshots: ({ prism, path, body }) => {
    prism.submit({ type: 'retain-snapshots', name: path.name, snapshotIds: body, until: null })
    return { value: true }
  },

  suspendSchedules: ({ prism, path }) => {
    prism.submit({ type: 'suspend-schedules', name: path.name, suspended: true })
    return { value: true }
  },

  resumeSchedules: ({ prism, path }) => {
    prism.submit({ type: 'suspend-schedules', name: path.name, suspended: false })
    return { value: true }
  },

  setMinSnapshots: ({ prism, path, body }) => {
    const count = body.value ?? 0
    prism.submit({ type: 'set-min-snapshots', name: path.name, count: count === 0 ? null : count })
    return { value: true }
  },

  getSraState: ({ prism, path }) => ({ value: domainOf(prism.cluster, path.name).sraState }),

  setSraState: ({ prism, path, body }) => {
    prism.submit({ type: 'set-sra-state', name: path.name, state: body.value ?? '' })
    return { value: true }
  },

  getStretchPolicies: ({ prism: { cluster }, query: { name: wanted } }) =>
    Object.values(cluster.protectionDomains)
      .filter(({ name }) => (wanted ?? name) === name)
      .flatMap(stretchPolicies),

  getStretchPolicy: ({ prism, path }) => stretchPolicies(domainOf(prism.cluster, path.name)),

  getHealthCheckSummaryForProtectionDomains: ({ prism, query }) => domainHealth(prism, query)
} satisfies Partial<V1CanonicalHandlers>

function stretchPolicies({ name, metro }: View<ProtectionDomain>): V1CanonicalModel<'StretchPolicy'>[] {
  if (metro === null) return []
  return [{ pd_name: name, primary_remote_site_name: metro.site, secondary_remote_site_name: null }]
}
