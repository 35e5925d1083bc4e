/** What transfers mean to the migrations that wait for them. */
import type { DomainEvent, DomainScene, EventOf, Migration, Reaction, Replication, Scene, View } from '../core/index.js'
import { clusterOf, domainOf, getOwn, snapshotOf } from '../core/index.js'
import { isStanding } from '../links/index.js'
import { abortReplications, cancelIncoming } from '../replication/rules.js'
import { advanceMigration, failMigration } from './migrate.js'

type TransferOver = EventOf<'replication-ended' | 'replications-dropped'>

/** A migration goes on once its snapshot is across, and fails with the transfer of it. One that the events end already is over. */
export const followTransfers: Reaction<TransferOver['type']> = {
  to: ['replication-ended', 'replications-dropped'],
  react: goOnOrFail
}

function goOnOrFail(scene: Scene, events: readonly DomainEvent[]): readonly DomainEvent[] {
  for (const fact of events) if (isOver(fact) && migrationOf(scene, fact) !== undefined) return followAll(scene, events)
  return NOTHING
}

/** What follows from most transfers. */
const NOTHING: readonly DomainEvent[] = []

function followAll(scene: Scene, events: readonly DomainEvent[]): DomainEvent[] {
  const added: DomainEvent[] = []
  const follow = (facts: readonly DomainEvent[]): void => {
    for (const fact of facts) {
      if (!isOver(fact)) continue
      const migrating = migrationOf(scene, fact)
      if (migrating === undefined || [...events, ...added].some(each => ends(each, fact))) continue
      const more = outcome(migrating, fact)
      added.push(...more)
      follow(more)
    }
  }
  follow(events)
  return added
}

function isOver(fact: DomainEvent): fact is TransferOver {
  return fact.type === 'replication-ended' || fact.type === 'replications-dropped'
}

interface Migrating extends DomainScene {
  readonly change: View<Migration>
}

/** The migration to the site that the transfer went to. */
function migrationOf({ world, ids }: Scene, { cluster, domain: name, site }: TransferOver): Migrating | undefined {
  const here = getOwn(world.clusters, cluster)
  const domain = getOwn(here?.protectionDomains ?? {}, name)
  const change = domain?.change
  if (here === undefined || domain === undefined || change?.kind !== 'migrate' || change.site !== site) return undefined
  return { world, here, domain, ids, change }
}

function ends(event: DomainEvent, { cluster, domain }: TransferOver): boolean {
  return event.type === 'mode-change-ended' && event.cluster === cluster && event.domain === domain
}

function outcome(scene: Migrating, over: TransferOver): DomainEvent[] {
  const { domain, change } = scene
  if (over.type === 'replications-dropped') {
    const dropped = over.snapshots.some(({ id }) => id === change.snapshotId)
    return dropped && over.reason !== undefined ? failMigration(scene, change, over.reason) : []
  }
  const current = getOwn(domain.outgoing, over.site)?.current
  if (current?.snapshotId !== change.snapshotId) return []
  return over.outcome === 'succeeded'
    ? finishTransfer(scene, current)
    : failMigration(scene, change, over.reason ?? 'The replication was aborted')
}

function finishTransfer(scene: Migrating, current: View<Replication>): DomainEvent[] {
  const { domain, change } = scene
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  if (snapshot === undefined)
    throw new Error(`Snapshot ${current.snapshotId} of ${domain.name} was removed while it was sent`)
  const obstacle = competingChange(scene, current)
  if (obstacle !== null) return failMigration(scene, change, obstacle)
  const competing = change.step === 'second-replication' ? abortCompetingTransfers(scene) : []
  return [...competing, ...advanceMigration(scene, change, snapshot)]
}

/** What has come between a migration and its target since it began; null where nothing has. */
function competingChange({ world, domain, change }: Migrating, current: View<Replication>): string | null {
  if (change.target !== current.target) return `remote site ${change.site} does not lead to ${change.target} any more`
  const target = domainOf(clusterOf(world, change.target), domain.name)
  if (target.metro !== null && isStanding(target.metro))
    return `metro availability is enabled on it at remote site ${change.site}`
  return null
}

/** Before the sides change: what else goes from the old one, by another site, or comes to the new one, from another cluster, ends. */
function abortCompetingTransfers(scene: Migrating): DomainEvent[] {
  const { world, here, domain, change, ids } = scene
  const others = Object.values(domain.outgoing).filter(({ site }) => site !== change.site)
  return [
    ...abortReplications(scene, others),
    ...cancelIncoming({ world, here: clusterOf(world, change.target), ids }, domain.name, here.name)
  ]
}
