/** What labs cost: made of a fixture, forked, put back to it, and put back to a state. Medians, at the default size and at 10 000 VMs. */
import { compose } from '../server/app/index.js'
import type { Composition } from '../server/app/index.js'
import { readConfig } from '../server/config/index.js'
import { median, report, spread } from './support.js'
import type { Figure } from './support.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 21)
/** Rounds before those that count: what a process does first is compiled first. */
const WARM_UP_ROUNDS = 10
const BASE = '/emulator/v1'
const VMS = 10_000

const figures: Figure[] = []

async function bench(vms: number, listen: boolean): Promise<void> {
  const composition = await compose({
    ...readConfig({}, {}),
    clock: 'frozen',
    atUsecs: 1_704_067_200_000_000,
    logLevel: 'silent'
  })
  try {
    if (listen) await composition.openLabs('own', false)
    await measure(composition, vms, listen)
  } finally {
    await composition.close()
  }
}

async function measure({ app, lab, labs }: Composition, vms: number, listen: boolean): Promise<void> {
  const control = async (method: 'POST' | 'DELETE', path: string, body: object = {}): Promise<void> => {
    const { statusCode, payload } = await app.inject({ method, url: BASE + path, payload: body })
    if (statusCode !== 200) throw new Error(payload)
  }
  if (vms > 8) await control('POST', '/clusters/france/vms', { count: vms, name_prefix: 'vm' })
  const timed = async (
    of: string,
    action: () => Promise<void>,
    afterwards = async (): Promise<void> => undefined
  ): Promise<void> => {
    const times: number[] = []
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      const begun = performance.now()
      await action()
      if (round >= 0) times.push(performance.now() - begun)
      await afterwards()
    }
    const max = Math.max(...times)
    figures.push({ name: of, value: median(times), unit: 'ms', spread: spread(times) })
    console.log(`${of.padEnd(44)} ${median(times).toFixed(2).padStart(8)} ms  (slowest ${max.toFixed(2)})`)
  }
  const size = `${vms} VMs${listen ? ', own addresses' : ''}:`
  const drop = (): Promise<void> => control('DELETE', '/labs/x')
  const vm = Object.keys(lab.world.clusters['france']?.vms ?? {})[0] ?? ''
  const touch = (): void => {
    lab.engine.dispatch({ type: 'write-mark', cluster: 'france', vm, mark: 'a', bytes: 1 })
  }
  await timed(`${size} fork`, () => control('POST', '/labs', { name: 'x', fork_of: 'main' }), drop)
  if (listen) return
  await timed(`${size} create of a fixture`, () => control('POST', '/labs', { name: 'x' }), drop)
  await control('POST', '/states', { name: 'ready' })
  await timed(
    `${size} restore, touched before`,
    async () => control('POST', '/states/ready/restore'),
    async () => touch()
  )
  await timed(
    `${size} save a state`,
    () => control('POST', '/states', { name: 'more' }),
    () => control('DELETE', '/states/more')
  )
  await control('POST', '/labs', { name: 'y', fork_of: 'main' })
  const fork = labs.get('y').lab
  await timed(`${size} first change after a fork`, async () => {
    fork.engine.keep()
    fork.engine.dispatch({ type: 'write-mark', cluster: 'france', vm, mark: 'a', bytes: 1 })
  })
  await timed(
    `${size} reset`,
    () => control('POST', '/world/reset'),
    async () => touchAny()
  )

  function touchAny(): void {
    const first = Object.keys(lab.world.clusters['france']?.vms ?? {})[0] ?? ''
    lab.engine.dispatch({ type: 'write-mark', cluster: 'france', vm: first, mark: 'a', bytes: 1 })
  }
}

void (async () => {
  for (const vms of [8, VMS]) for (const listen of [false, true]) await bench(vms, listen)
  report({ figures })
})()
