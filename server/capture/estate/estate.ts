/** From what clusters answered to a fixture. Pure: the same answers make the same estate. */
import type { Command } from '../../domain/core/index.js'
import type { Fixture } from '../../seed/index.js'
import { sources, textIn } from '../answers.js'
import type { ClusterAnswers, SourceName } from '../answers.js'
import { changeRates } from './change-rates.js'
import { clusterFixture } from './cluster.js'
import { domainCommands } from './domains.js'
import type { NamedCluster } from './named-cluster.js'
import { noNotes } from './notes.js'
import type { Notes } from './notes.js'
import { linksOf, siteCommand, sitesOf } from './sites.js'
import type { FoundSite } from './sites.js'
import { carriedSnapshots, snapshotFixtures, vmUuidsIn } from './snapshots.js'
import { uniqueIdentifiers } from './unique.js'
import { vmFixtures } from './vms.js'

export interface Estate {
  /** Without `captured`: that is what the notes are for. Its steps are tried by nobody yet. */
  readonly fixture: Fixture
  readonly notes: Notes
}

const reserved = ['central', 'prism-central']
const NAME_MAX = 63

/** An estate that runs is not to be refused for its licence, or for more of something than is recommended. */
const settings = { licence: 'warn', limits: 'warn' } as const

export function estateOf(answered: readonly ClusterAnswers[]): Estate {
  const notes = noNotes()
  const names: string[] = []
  const clusters = answered.map((answers): NamedCluster => {
    const name = nameFor(textIn(answers.rows.cluster?.[0], 'name'), names)
    names.push(name)
    noteUnread(name, answers, notes)
    return { fixture: clusterFixture(name, answers, notes), answers }
  })
  const sites = sitesOf(clusters)
  addVmsAndSnapshots(clusters, sites, notes)
  const renamed = uniqueIdentifiers(
    clusters.map(({ fixture }) => fixture),
    notes
  )
  const commands = [
    ...sites.map(site => siteCommand(site, notes)),
    ...clusters.flatMap(cluster => withUuids(domainCommands(cluster, notes), renamed.get(cluster.fixture.name)))
  ]
  const links = linksOf(sites, notes)
  return {
    fixture: {
      seed: 'captured',
      settings,
      clusters: clusters.map(({ fixture }) => fixture),
      ...(links.length > 0 && { links }),
      ...(commands.length > 0 && { steps: commands.map(command => ({ command })) })
    },
    notes
  }
}

/** Both at once: snapshots tell how much VMs write, and VMs what is in them. */
function addVmsAndSnapshots(clusters: readonly NamedCluster[], sites: readonly FoundSite[], notes: Notes): void {
  const vms = vmUuidsIn(clusters.map(({ answers }) => answers))
  const held = clusters.map(cluster => ({ cluster, snapshots: carriedSnapshots(cluster, sites, vms, notes) }))
  const newest = held.reduce((last, { snapshots }) => snapshots.reduce((at, one) => Math.max(at, one.takenAt), last), 0)
  for (const { cluster, snapshots } of held) {
    const { fixture, answers } = cluster
    const rates = changeRates(
      answers,
      snapshots.map(({ row }) => row)
    )
    fixture.vms = vmFixtures(fixture.name, answers, rates, notes)
    if (snapshots.length > 0) fixture.snapshots = snapshotFixtures(snapshots, newest)
  }
}

/** A name that can be that of a host, and that no other cluster has. */
function nameFor(title: string | undefined, taken: readonly string[]): string {
  const plain = (title ?? '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, NAME_MAX - 3)
  const base = plain === '' || plain in {} || reserved.includes(plain.toLowerCase()) ? 'cluster' : plain
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`
    if (!taken.some(each => each.toLowerCase() === name.toLowerCase())) return name
  }
}

/** Members by the UUIDs that their VMs have in the fixture. */
function withUuids(commands: readonly Command[], renamed: ReadonlyMap<string, string> = new Map()): Command[] {
  return commands.map(command =>
    command.type === 'protect-vms'
      ? { ...command, uuids: command.uuids.map(uuid => renamed.get(uuid) ?? uuid) }
      : command
  )
}

function noteUnread(cluster: string, { unread }: ClusterAnswers, { notRead }: Notes): void {
  for (const [source, why] of Object.entries(unread) as [SourceName, string][])
    notRead.push(`${cluster}: ${sources[source].title}: ${why}`)
}
