/** What it costs that somebody can hold on to a world: the candidates of decision 0012, side by side in one run. */
import { apply } from '../server/domain/apply.js'
import { Draft, instant, seconds } from '../server/domain/core/index.js'
import type { View, World } from '../server/domain/core/index.js'
import { decide } from '../server/domain/decide.js'
import type { Engine } from '../server/engine/engine.js'
import type { Rules } from '../server/engine/engine.js'
import { hourlyEngine, replicatedEngine } from './replicated.js'

const HOURS = Number(process.env['HOURS'] ?? 120)
const DOMAINS = (process.env['DOMAINS'] ?? '100,1000').split(',').map(Number)
const VMS_PER_DOMAIN = 3
const ROUNDS = 21

interface Candidate {
  name: string
  /** Who writes, where it is not the draft as it is. */
  rules?: () => Rules
  /** Is done once, before the first hour. */
  begin?: (engine: Engine) => void
  /** Is done before each hour: what it answers is held. */
  keep?: (engine: Engine) => unknown
}

/** Writes in place, and notes how to take each write back. */
function undoLog(): Rules {
  const log: (() => void)[] = []
  class Recorded extends Draft {
    override row = (parent: never, key: never): never => recordingProxy(super.row(parent, key))
    override table = (parent: never, key: never): never => recordingProxy(super.table(parent, key))
    override list = (parent: never, key: never): never => recordingProxy(super.list(parent, key))
  }
  const recordingProxy = (value: object): never => new Proxy(value, traps) as never
  const traps: ProxyHandler<object> = {
    set(target, key, value) {
      const before: unknown = Reflect.get(target, key)
      log.push(() => Reflect.set(target, key, before))
      return Reflect.set(target, key, value)
    },
    deleteProperty(target, key) {
      const before: unknown = Reflect.get(target, key)
      log.push(() => Reflect.set(target, key, before))
      return Reflect.deleteProperty(target, key)
    }
  }
  let recorded: Draft | undefined
  return {
    decide: (...command) => {
      log.length = 0
      return decide(...command)
    },
    apply: (draft, event) => {
      recorded ??= new Recorded(draft.world as unknown as World)
      return apply(recorded, event)
    }
  }
}

const candidates: Candidate[] = [
  { name: 'in place, nobody keeps' },
  { name: 'in place, JSON each hour', keep: ({ world }) => JSON.parse(JSON.stringify(world)) },
  { name: 'in place, structuredClone each hour', keep: ({ world }) => structuredClone(world) },
  { name: 'path copied at every command', begin: engine => engine.subscribe(() => engine.keep()) },
  { name: 'undo log of each command', rules: undoLog },
  { name: 'first touch, kept once', begin: engine => engine.keep() },
  { name: 'first touch, kept each hour', keep: engine => engine.keep() }
]

function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
}

/** The same hours by every candidate, hour by hour in turn, so that what else the machine does meets all of them. */
function hours(domains: number): void {
  const runs = candidates.map(candidate => {
    const engine = hourlyEngine('rows', domains, VMS_PER_DOMAIN, candidate.rules?.())
    candidate.begin?.(engine)
    const held: { world?: unknown } = {}
    return { candidate, engine, took: [] as number[], held }
  })
  for (let hour = 0; hour < HOURS; hour++) {
    for (let turn = 0; turn < runs.length; turn++) {
      const run = runs[(hour + turn) % runs.length]
      if (run === undefined) continue
      run.took.push(
        cpuMilliseconds(() => {
          run.held.world = run.candidate.keep?.(run.engine)
          run.engine.advanceTo(instant(run.engine.world.now + seconds(3600)))
        })
      )
    }
  }
  const inPlace = runs[0]?.took ?? []
  console.log(`${domains} domains of ${VMS_PER_DOMAIN} VMs, ${HOURS} hours`)
  for (const { candidate, took } of runs) {
    const ratio = median(took.map((each, hour) => each / (inPlace[hour] ?? NaN)))
    const each = ((median(took) / domains) * 1000).toFixed(1)
    console.log(`  ${candidate.name.padEnd(38)} ${each.padStart(7)} us a snapshot   x ${ratio.toFixed(2)}`)
  }
}

/** One VM changes after a keep, and the change is taken back. */
function once(domains: number, vmsPerDomain: number): void {
  const engine = replicatedEngine('rows', domains, vmsPerDomain)
  const vm = Object.keys(engine.world.clusters['france']?.vms ?? {})[0] ?? ''
  const figures: Record<string, number[]> = {}
  const time = <T>(name: string, work: () => T): T => {
    const before = process.cpuUsage()
    const made = work()
    const { user, system } = process.cpuUsage(before)
    ;(figures[name] ??= []).push((user + system) / 1000)
    return made
  }
  for (let round = 0; round < ROUNDS; round++) {
    const write = (): unknown =>
      engine.dispatch({ type: 'write-mark', cluster: 'france', vm, mark: String(round), bytes: 1 })
    write()
    const kept: View<World> = time('keep', () => engine.keep())
    time('first change of a VM after it', write)
    time('second', write)
    time('restore', () => {
      engine.restore(kept)
    })
    time('JSON there and back', () => JSON.parse(JSON.stringify(engine.world)) as unknown)
    time('structuredClone', () => structuredClone(engine.world))
  }
  console.log(`${domains} domains of ${vmsPerDomain} VMs, milliseconds of CPU`)
  for (const [name, took] of Object.entries(figures)) console.log(`  ${name.padEnd(38)} ${median(took).toFixed(3)}`)
}

for (const domains of DOMAINS) hours(domains)
once(3, 3)
once(1000, 10)
