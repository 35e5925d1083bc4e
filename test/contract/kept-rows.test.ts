/**
 * Goal: after one change, a list that was asked for before writes the rows that have changed, and no others.
 * Method: rows are counted, never timed; what is sent is compared with what an emulator sends that has kept nothing.
 */
import t from 'tap'
import type { Test } from 'tap'
import { KeptAnswers } from '../../server/prism/gateway/kept-answers.js'
import type { KeptRows } from '../../server/prism/gateway/kept-rows.js'
import { V1, V2, emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const DOMAINS = 30
const VMS = 150
/** Of the list of 150 VMs more than one slice is made. */
const LISTS = {
  domains: `${V2}/protection_domains`,
  domainsInV1: `${V1}/protection_domains`,
  vms: `${V2}/vms?include_vm_disk_config=true&include_vm_nic_config=true`,
  vmsInV1: `${V1}/vms`,
  vmsInV08: '/api/nutanix/v0.8/vms',
  searched: `${V1}/vms?searchString=made&searchAttributeList=vm_name`,
  filtered: `${V2}/vms?filter=power_state==on`,
  unprotected: `${V2}/protection_domains/unprotected_vms`,
  disks: `${V2}/virtual_disks`,
  snapshots: `${V2}/protection_domains/dr_snapshots`
} as const

type Name = keyof typeof LISTS

/** What lists have written and copied since the last time that it was asked; `keepsRows` is set to false for who keeps none. */
function countRows(t: Test) {
  const { prototype } = KeptAnswers
  const { rowsOf } = prototype
  const known = new Set<KeptRows>()
  const options = { keepsRows: true }
  prototype.rowsOf = function (this: KeptAnswers, question) {
    const rows = options.keepsRows ? rowsOf.call(this, question) : undefined
    if (rows !== undefined) known.add(rows)
    return rows
  }
  t.teardown(() => {
    prototype.rowsOf = rowsOf
  })
  let last = { written: 0, copied: 0 }
  const counted = (): { written: number; copied: number } => {
    const all = { written: 0, copied: 0 }
    for (const { counts } of known) {
      all.written += counts.written
      all.copied += counts.copied
    }
    const since = { written: all.written - last.written, copied: all.copied - last.copied }
    last = all
    return since
  }
  return { counted, options }
}

async function populated(t: Test): Promise<Emulator> {
  const of = await emulator(t)
  const made = await of.ask('france', 'POST', '/emulator/v1/clusters/france/vms', { count: VMS, name_prefix: 'made' })
  if (made.status >= 300) throw new Error(made.text)
  for (const [index, { uuid }] of made.body.vms.slice(0, DOMAINS).entries()) {
    await change(of, `${V2}/protection_domains`, { value: `domain-${index}` })
    await change(of, `${V2}/protection_domains/domain-${index}/protect_vms`, { uuids: [uuid] })
  }
  return of
}

async function change(of: Emulator, url: string, body: unknown): Promise<void> {
  const { status, text } = await of.ask('france', 'POST', url, body)
  if (status >= 300) throw new Error(`${url}: ${text}`)
}

async function takeSnapshot(of: Emulator, domain: string): Promise<void> {
  await change(of, `${V2}/protection_domains/${domain}/oob_schedules`, {})
  await of.advance(1)
}

async function switchLastVm(of: Emulator): Promise<void> {
  await change(of, `${V2}/vms/${vmAt(of, -1)}/set_power_state`, { transition: 'OFF' })
  await of.advance(20)
}

/** VMs of domains come first of those that were made. */
const vmAt = (of: Emulator, index: number): string =>
  Object.values(of.lab.world.clusters['france']?.vms ?? {})
    .filter(({ name }) => name.startsWith('made'))
    .at(index)?.uuid ?? ''

async function writeFaster(of: Emulator, vm: number): Promise<void> {
  const url = `/emulator/v1/clusters/france/vms/${vmAt(of, vm)}`
  const { status, text } = await of.ask('france', 'PUT', url, { change_rate_bytes_per_second: 5_000_000 })
  if (status !== 200) throw new Error(text)
}

/** What is done, and how many rows lists write after it; undefined where nothing is said of the number. */
interface Change {
  readonly act: (of: Emulator) => Promise<void>
  readonly written: Partial<Record<Name, number>> | undefined
}

const changes: Readonly<Record<string, Change>> = {
  'none, where it shows nowhere': {
    act: of => change(of, `${V2}/cluster/ntp_servers`, { value: '192.0.2.1' }),
    written: {}
  },
  'that of a domain': {
    act: of => takeSnapshot(of, 'domain-7'),
    written: { domains: 1, domainsInV1: 1, snapshots: 1 }
  },
  'that of a new domain': {
    act: of => change(of, `${V2}/protection_domains`, { value: 'another' }),
    written: { domains: 1, domainsInV1: 1 }
  },
  'that of a VM': {
    act: switchLastVm,
    written: { vms: 1, vmsInV1: 1, vmsInV08: 1, searched: 1, unprotected: 1, disks: 1 }
  },
  'those that tell of a VM that has changed, and are not its own': {
    act: of => writeFaster(of, 7),
    written: {
      domains: 1,
      domainsInV1: 1,
      snapshots: 1,
      vms: 1,
      vmsInV1: 1,
      vmsInV08: 1,
      searched: 1,
      filtered: 1,
      disks: 1
    }
  },
  'those whose figures grow': { act: of => of.advance(61), written: undefined },
  'those that expire': { act: of => of.advance(400 * 86_400), written: undefined }
}

t.test('after one change a list writes the rows that show it, and sends what is made anew elsewhere', async t => {
  const of = await populated(t)
  const fresh = await emulator(t)
  const { counted, options } = countRows(t)
  const names = Object.keys(LISTS) as Name[]
  for (const domain of ['domain-1', 'domain-2']) {
    await takeSnapshot(of, domain)
    for (const name of names) await of.get(LISTS[name]) // the second time it is kept by rows
  }
  for (const [what, { act, written }] of Object.entries(changes)) {
    await act(of)
    fresh.lab.engine.restore(of.lab.engine.keep())
    for (const name of names) {
      options.keepsRows = true
      counted()
      const sent = await of.ask('france', 'GET', LISTS[name])
      const rows = counted()
      options.keepsRows = false
      const made = await fresh.ask('france', 'GET', LISTS[name])
      t.ok(sent.text === made.text, `${what}: ${name} is what is made anew`)
      if (written !== undefined) t.equal(rows.written, written[name] ?? 0, `${what}: ${name}, ${rows.copied} copied`)
    }
  }
})
