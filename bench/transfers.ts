/** What the start and the end of a transfer cost while a thousand, or ten thousand, others run on the same lane. */
import { performance } from 'node:perf_hooks'
import { instant, seconds } from '../server/domain/core/time.js'
import type { Engine } from '../server/engine/engine.js'
import { replicatedEngine } from './replicated.js'

const SIZES = (process.env['TRANSFERS'] ?? '1000,10000').split(',').map(Number)
/** Doubling the entries of a heap adds a step to each of its operations; ten times as many may cost this much more, caches included. */
const RATIO_MAX = 2.5

interface Figure {
  transfers: number
  /** Microseconds each. */
  start: number
  pause: number
  finish: number
  removal: number
}

function measure(transfers: number): Figure {
  const engine = replicatedEngine('transfers', transfers, 1)
  const names = Object.keys(engine.world.clusters['france']?.protectionDomains ?? {})
  const user = 'admin'
  for (const name of names) {
    engine.dispatch({
      type: 'add-one-time-schedule',
      cluster: 'france',
      user,
      name,
      at: null,
      appConsistent: false,
      remoteSites: ['canada'],
      retentionSeconds: null
    })
  }
  const each = (work: () => void): number => {
    const before = performance.now()
    work()
    return ((performance.now() - before) * 1000) / transfers
  }
  const start = each(() => engine.advanceTo(instant(engine.world.now + seconds(2))))
  const running = engine.world.links['canada|france']?.lanes['france']?.flows.async.running
  if (running !== transfers) throw new Error(`${running} of ${transfers} transfers run`)
  const pause = each(() => {
    for (const action of ['pause', 'resume']) {
      for (const name of names) control(engine, name, action)
    }
  })
  const finish = each(() => engine.advanceTo(instant(engine.world.now + seconds(100 * 24 * 3600))))
  if (engine.world.links['canada|france']?.lanes['france']?.flows.async.running !== 0) throw new Error('some still run')
  const removal = each(() => {
    for (const name of names) {
      engine.dispatch({ type: 'remove-protection-domain', cluster: 'france', user, name, skipRemoteCheck: true })
    }
    engine.advanceTo(instant(engine.world.now + seconds(60)))
  })
  return { transfers, start, pause, finish, removal }
}

function control(engine: Engine, name: string, action: string): void {
  const id = engine.world.clusters['france']?.protectionDomains[name]?.outgoing['canada']?.current?.id ?? 0
  engine.dispatch({ type: 'control-replication', cluster: 'france', user: 'admin', name, id, action })
}

measure(500) // the compiler's warm-up
const figures = SIZES.map(measure)
for (const { transfers, start, pause, finish, removal } of figures) {
  const text = (value: number): string => value.toFixed(1).padStart(7)
  console.log(
    `${String(transfers).padStart(6)} at once: start ${text(start)} us, pause and resume ${text(pause)} us, ` +
      `finish ${text(finish)} us, removal of the domain ${text(removal)} us`
  )
}
const [few, many] = [figures[0], figures.at(-1)]
if (few !== undefined && many !== undefined && few !== many) {
  for (const key of ['start', 'pause', 'finish', 'removal'] as const) {
    const ratio = many[key] / few[key]
    console.log(`${key.padEnd(8)} x ${ratio.toFixed(2)}${ratio > RATIO_MAX ? ', which is more than a heap costs' : ''}`)
  }
}
