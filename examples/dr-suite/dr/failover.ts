/** The code under test: fail-overs that wait until they are done, by asking again and again. */
import type { Domain, Polling, Prism } from './prism.js'
import { ask, domainOf, waitFor } from './prism.js'

/** Moves a domain while both sites are well, and powers its VMs on. */
export async function failOver(from: Prism, to: Prism, domain: string, site: string, polling: Polling): Promise<void> {
  await ask(from, 'POST', `protection_domains/${domain}/migrate`, { value: site })
  await takeOver(to, domain, polling)
}

/** Activates a domain whose other site is lost, and powers its VMs on. */
export async function recover(here: Prism, domain: string, polling: Polling): Promise<void> {
  await ask(here, 'POST', `protection_domains/${domain}/activate`)
  await takeOver(here, domain, polling)
}

/** After a recovery, when the lost site is back: it gives in, gets what has changed, and takes over again. */
export async function failBack(from: Prism, to: Prism, domain: string, site: string, polling: Polling): Promise<void> {
  await ask(to, 'POST', `protection_domains/${domain}/deactivate`)
  await waitFor('inactive', async () => onlyIf(await domainOf(to, domain), ({ active }) => !active), polling)
  const keep = { local_max_snapshots: 2, remote_max_snapshots: { [site]: 2 } }
  const hourly = { type: 'HOURLY', every_nth: 1, retention_policy: keep }
  await ask(from, 'POST', `protection_domains/${domain}/schedules`, hourly)
  await failOver(from, to, domain, site, polling)
}

async function takeOver(here: Prism, domain: string, polling: Polling): Promise<void> {
  const isThere = ({ active, vms }: Domain): boolean => active && vms.length > 0
  const { vms } = await waitFor('active', async () => onlyIf(await domainOf(here, domain), isThere), polling)
  for (const { vm_id } of vms) await powerOn(here, vm_id, polling)
}

/** A task is asked until it has ended. */
async function powerOn(here: Prism, vm: string, polling: Polling): Promise<void> {
  const { task_uuid } = await ask<{ task_uuid: string }>(here, 'POST', `vms/${vm}/set_power_state`, {
    transition: 'ON'
  })
  const task = (): Promise<{ progress_status: string }> => ask(here, 'GET', `tasks/${task_uuid}`)
  const ended = ['Succeeded', 'Failed', 'Aborted']
  const { progress_status } = await waitFor(
    'power on',
    async () => onlyIf(await task(), ({ progress_status: now }) => ended.includes(now)),
    polling
  )
  if (progress_status !== 'Succeeded') throw new Error(`VM ${vm} is not on: ${progress_status}`)
}

const onlyIf = <Thing>(thing: Thing, is: (thing: Thing) => boolean): Thing | undefined =>
  is(thing) ? thing : undefined
