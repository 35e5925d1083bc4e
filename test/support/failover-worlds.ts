/** What tests of fail-overs ask of a lab beside what `two-sites.ts` answers: a third site, what happened, who has a VM. */
import type { Alert, View, World } from '../../server/domain/core/world.js'
import type { Fixture } from '../../server/seed/fixture.js'
import { worldOf } from '../../server/seed/world.js'
import { START, Side, TwoSites, sinceStart, siteRequest } from './two-sites.js'
import type { Options } from './two-sites.js'
import type { DomainEvent } from '../../server/domain/core/tables/vocabulary.js'

/** `web` has 6000 bytes and writes one more each second, `app` has 3000 that nobody changes; both hang on `base`. */
export const webAndApp: NonNullable<Options['vms']> = [
  { name: 'web', changeBytesPerSecond: 1, networks: ['base'], disks: [{ sizeBytes: 10_000, usedBytes: 6_000 }] },
  { name: 'app', networks: ['base'], disks: [{ sizeBytes: 5_000, usedBytes: 3_000 }] }
]

/**
 * `gold` holds web and app and goes to Canada hour by hour: 9000 bytes from second 1 to 91, then the 3599 bytes that
 * web has written by second 3600, until 3635.99. Now it is second 3700.
 */
export function protectedGold(options: Options = {}): TwoSites {
  const lab = new TwoSites({ vms: webAndApp, ...options })
  lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(3700)
  return lab
}

const addresses = { france: '10.0.0.1', canada: '10.0.1.1', brazil: '10.0.2.1' } as const
type Place = keyof typeof addresses
const places = Object.keys(addresses) as Place[]

/** France, Canada and Brazil, each of which knows the two others: 100 bytes a second from France to Canada, 50 on the other links. */
export function threeSites(): { lab: TwoSites; france: Side; canada: Side; brazil: Side } {
  const fixture: Fixture = {
    seed: 'test',
    clusters: places.map(name => ({
      name,
      vip: addresses[name],
      subnet: addresses[name].replace(/1$/, '0/24'),
      networks: [{ name: 'base', vlanId: 0 }],
      containers: [{ name: 'pool' }],
      vms: name === 'france' ? webAndApp : []
    })),
    links: [
      { between: ['france', 'canada'], bandwidthBitsPerSecond: 800 },
      { between: ['france', 'brazil'], bandwidthBitsPerSecond: 400 },
      { between: ['canada', 'brazil'], bandwidthBitsPerSecond: 400 }
    ]
  }
  const lab = new TwoSites({ sites: false })
  lab.engine.replace(worldOf(fixture, START))
  const brazil = new Side(lab, 'brazil')
  for (const side of [lab.france, lab.canada, brazil]) {
    for (const place of places) {
      if (place !== side.name) side.do({ type: 'add-remote-site', site: siteRequest(place, addresses[place]) })
    }
  }
  return { lab, france: lab.france, canada: lab.canada, brazil }
}

/** Makes the world what no command of a client makes it: a VM that was deleted behind the product's back, for one. */
export function tamper(lab: TwoSites, change: (world: World) => void): void {
  const world = structuredClone(lab.world) as World
  change(world)
  lab.engine.replace(world)
}

export function migrate(side: Side, remoteSite: string): void {
  side.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite })
}

export function activate(side: Side, snapshotId: string | null = null): void {
  side.do({ type: 'activate-protection-domain', name: 'gold', snapshotId })
}

export function deactivate(side: Side): void {
  side.do({ type: 'deactivate-protection-domain', name: 'gold' })
}

export function setPower(side: Side, power: 'on' | 'lost'): void {
  side.lab.do({ type: 'set-power', cluster: side.name, power })
}

/** What has been told since: `<second> <cluster> <what> <which>`, of the types given. */
export function alertSpans(lab: TwoSites, describe: Partial<Describe>): string[] {
  const lines: string[] = []
  lab.engine.subscribe(change => {
    for (const event of change.events) {
      const line = (describe as Record<string, ((event: DomainEvent) => string) | undefined>)[event.type]
      const where = 'cluster' in event ? event.cluster : 'link'
      if (line !== undefined) lines.push(`${sinceStart(change.at)} ${where}: ${line(event)}`)
    }
  })
  return lines
}

type Describe = { [K in DomainEvent['type']]: (event: Extract<DomainEvent, { type: K }>) => string }

/** The alerts of a type that a side has raised, oldest first. */
export function alertsOn(side: Side, type: string): View<Alert>[] {
  return side.cluster.alerts.filter(alert => alert.type === type)
}

/** The only alert of a type on a side. */
export function alertOn(side: Side, type: string): View<Alert> {
  const [alert, second] = alertsOn(side, type)
  if (alert === undefined || second !== undefined) throw new Error(`Not one ${type} on ${side.name}: ${side.alerts()}`)
  return alert
}

/** Names of the clusters on which a VM is registered. */
export function homesOf(lab: TwoSites, uuid: string): string[] {
  return Object.values(lab.world.clusters)
    .filter(cluster => Object.hasOwn(cluster.vms, uuid))
    .map(cluster => cluster.name)
}
