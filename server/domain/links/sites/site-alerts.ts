/** Alerts of remote sites: a problem is noted at once, alerted once it lasts, and resolved once it is over. */
import type { AlertKind } from '../../notices/index.js'
import type {
  Cluster,
  ClusterScene,
  CommandOf,
  DomainEvent,
  RemoteSite,
  Scene,
  SiteTrouble,
  View
} from '../../core/index.js'
import { openCluster } from '../../core/index.js'
import { alertDueAt, siteProblemOf } from './site-health.js'
import { aboutSite, raiseAlert, resolveAlert } from '../../notices/rules.js'

const KINDS = ['remote-site-out-of-reach', 'remote-site-unhealthy', 'secure-tunnel-down'] as const satisfies AlertKind[]

/** Checks the remote sites of a cluster, when something about them has changed or has lasted. */
export function checkRemoteSites(scene: Scene, command: CommandOf<'check-remote-sites'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  return Object.values(opened.here.remoteSites).flatMap(site => checkRemoteSite(opened, site))
}

function checkRemoteSite(scene: ClusterScene, site: View<RemoteSite>): DomainEvent[] {
  const { world, here } = scene
  const before = site.trouble
  const kind = siteProblemOf(world, here, site)
  if (kind !== (before?.kind ?? null)) {
    return [
      noteSiteTrouble(here, site, kind === null ? null : { kind, since: world.now, told: false }),
      ...(before?.told === true ? KINDS.flatMap(type => resolveSiteAlert(here, type, site)) : [])
    ]
  }
  if (before === undefined || before.told || world.now < alertDueAt(before)) return []
  return [
    noteSiteTrouble(here, site, { ...before, told: true }),
    ...alertKindsOf(before, site).map(type => raiseSiteAlert(scene, type, site))
  ]
}

/** Kinds of alerts for a problem; a tunnel that is down with the line has an alert of its own beside it. */
function alertKindsOf({ kind }: View<SiteTrouble>, site: View<RemoteSite>): (typeof KINDS)[number][] {
  if (kind === 'unhealthy') return ['remote-site-unhealthy']
  return site.ssh ? ['remote-site-out-of-reach', 'secure-tunnel-down'] : ['remote-site-out-of-reach']
}

function noteSiteTrouble(here: View<Cluster>, { name }: View<RemoteSite>, trouble: SiteTrouble | null): DomainEvent {
  return { type: 'remote-site-trouble-noted', cluster: here.name, name, trouble }
}

function raiseSiteAlert(scene: ClusterScene, type: AlertKind, site: View<RemoteSite>): DomainEvent {
  const reason = 'its data protection service does not run'
  const values = { remote_name: site.name, ...(type === 'remote-site-unhealthy' && { reason }) }
  return raiseAlert(scene, type, aboutSite(site), values)
}

function resolveSiteAlert(here: View<Cluster>, type: AlertKind, site: View<RemoteSite>): DomainEvent[] {
  return resolveAlert(here, type, aboutSite(site), { remote_name: site.name })
}
