/** Remote sites that are not what they should be: noted at once, told once it lasts, told no more once it is over. */
import type { AlertKind } from '../../notices/index.js'
import type {
  Cluster,
  ClusterScene,
  CommandOf,
  DomainEvent,
  IdSource,
  RemoteSite,
  Scene,
  SiteTrouble,
  View,
  World
} from '../../core/index.js'
import { openCluster } from '../../core/index.js'
import { isToldAt, troubleWith } from './site-trouble.js'
import { aboutSite, raiseAlert, resolveAlert } from '../../notices/rules.js'

const KINDS = ['remote-site-out-of-reach', 'remote-site-unhealthy', 'secure-tunnel-down'] as const satisfies AlertKind[]

/** The agenda asks for it when something about the remote sites of a cluster has changed, or has lasted. */
export function lookAtSites(scene: Scene, command: CommandOf<'look-at-sites'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  return Object.values(here.remoteSites).flatMap(site => lookAt(world, here, site, ids))
}

function lookAt(world: View<World>, here: View<Cluster>, site: View<RemoteSite>, ids: IdSource): DomainEvent[] {
  const before = site.trouble
  const kind = troubleWith(world, here, site)
  if (kind !== (before?.kind ?? null)) {
    return [
      noted(here, site, kind === null ? null : { kind, since: world.now, told: false }),
      ...(before?.told === true ? KINDS.flatMap(type => settled(here, type, site)) : [])
    ]
  }
  if (before === undefined || before.told || world.now < isToldAt(before)) return []
  return [
    noted(here, site, { ...before, told: true }),
    ...alertsOf(before, site).map(type => told({ world, here, ids }, type, site))
  ]
}

/** One trouble is told by one alert; a tunnel that is down with the line is told by its own beside it. */
function alertsOf({ kind }: View<SiteTrouble>, site: View<RemoteSite>): (typeof KINDS)[number][] {
  if (kind === 'unhealthy') return ['remote-site-unhealthy']
  return site.ssh ? ['remote-site-out-of-reach', 'secure-tunnel-down'] : ['remote-site-out-of-reach']
}

function noted(here: View<Cluster>, { name }: View<RemoteSite>, trouble: SiteTrouble | null): DomainEvent {
  return { type: 'remote-site-trouble-noted', cluster: here.name, name, trouble }
}

function told(scene: ClusterScene, type: AlertKind, site: View<RemoteSite>): DomainEvent {
  const reason = 'its data protection service does not run'
  const values = { remote_name: site.name, ...(type === 'remote-site-unhealthy' && { reason }) }
  return raiseAlert(scene, type, aboutSite(site), values)
}

function settled(here: View<Cluster>, type: AlertKind, site: View<RemoteSite>): DomainEvent[] {
  return resolveAlert(here, type, aboutSite(site), { remote_name: site.name })
}
