/** Following a replication from the side that sends, while the clock is moved forward. */
import { known } from './calls.js'
import type { Model } from './calls.js'
import { bytes, duration } from '../cli/core/index.js'
import type { Site, Stage } from './stage.js'
import { DOMAIN, domainAt } from './story.js'

/** Into how many steps of the clock the rest of a replication is cut. */
const STEPS = 20
/** A replication that takes more than this has come to a halt. */
const STEPS_MAX = 10 * STEPS

interface Sending {
  /** As the sender names it. */
  readonly snapshotId: string
  readonly totalBytes: number
  readonly secondsLeft: number
  readonly percent: number
}

/** What a site sends of the domain now. Throws where it sends nothing. */
export async function sendingOf(stage: Stage, from: Site, to: Site): Promise<Sending> {
  const link = (await domainAt(stage, from)).replication_links?.find(({ remote_site_name: name }) => name === to)
  const totalBytes = known(link?.current_replicating_snapshot_total_bytes, `replication from ${from} to ${to}`)
  const path = { name: DOMAIN }
  const { entities } = await stage.v2[from]('get', '/protection_domains/{name}/replications', { path }, rows => {
    const [row] = rows.entities
    return row === undefined
      ? 'nothing'
      : `snapshot ${row.snapshot_id} to ${row.remote_site_name}: ${bytes(totalBytes)}`
  })
  return { totalBytes, ...sendingProgress(known(currentReplication(entities), 'replication that this site sends')) }
}

/** Moves the clock until the running replication is across, and draws how far it is. */
export async function watchReplication(stage: Stage, from: Site, sending: Sending): Promise<void> {
  const bar = stage.screen.bar()
  const step = Math.max(1, Math.ceil(sending.secondsLeft / STEPS))
  const text = ({ percent, secondsLeft }: Pick<Sending, 'percent' | 'secondsLeft'>): string =>
    `${bytes((sending.totalBytes * percent) / 100)} of ${bytes(sending.totalBytes)}, ${duration(secondsLeft)} left`
  await bar.draw(sending.percent / 100, text(sending))
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    await stage.advance(step)
    const path = { name: DOMAIN }
    const { entities } = await stage.v2[from]('get', '/protection_domains/{name}/replications', { path })
    const row = currentReplication(entities)
    if (row === undefined || row.snapshot_id !== sending.snapshotId) {
      await bar.end(`${bytes(sending.totalBytes)} in ${duration(await lastDuration(stage, from))}`)
      return
    }
    const now = sendingProgress(row)
    await bar.draw(now.percent / 100, text(now))
  }
  throw new Error(`The replication of snapshot ${sending.snapshotId} from ${from} does not end`)
}

/** Seconds that the last replication took. */
async function lastDuration(stage: Stage, from: Site): Promise<number> {
  const [link] = (await domainAt(stage, from)).replication_links ?? []
  const ended = known(link?.last_replication_end_time_in_usecs, 'end of the replication')
  return (ended - known(link?.last_replication_start_time_in_usecs, 'start of the replication')) / 1_000_000
}

function currentReplication(rows: readonly Model<'Replication'>[]): Model<'Replication'> | undefined {
  return rows.find(({ sender }) => sender === true)
}

function sendingProgress(row: Model<'Replication'>): Omit<Sending, 'totalBytes'> {
  return {
    snapshotId: known(row.snapshot_id, 'snapshot'),
    secondsLeft: known(row.replication_time_to_complete_secs, 'time to the end of the replication'),
    percent: known(row.completed_percentage, 'percentage of the replication')
  }
}
