/** The guide's schedule, and what it leaves behind. */
import { known } from './calls.js'
import type { Model } from './calls.js'
import { timeOfDay } from '../cli/core/index.js'
import { sendingOf } from './progress.js'
import type { Site, Stage } from './stage.js'
import { DOMAIN, KEEP, domainAt } from './story.js'

const path = { name: DOMAIN }

/** Every hour from now on, and the last two kept on both sides. */
export async function addHourlySchedule(stage: Stage, here: Site, there: Site): Promise<void> {
  const body = {
    type: 'HOURLY',
    every_nth: 1,
    user_start_time_in_usecs: stage.now,
    retention_policy: { local_max_snapshots: KEEP, remote_max_snapshots: { [there]: KEEP } }
  }
  await stage.v2[here](
    'post',
    '/protection_domains/{name}/schedules',
    { path, body },
    ({ type, retention_policy: kept }) => {
      return `${type}, keep ${kept?.local_max_snapshots} here, ${kept?.remote_max_snapshots?.[there]} in ${there}`
    }
  )
}

/** To the next snapshot of the schedule, and until it is across. */
export async function nextHour(stage: Stage, from: Site, to: Site): Promise<void> {
  const { next_snapshot_time_usecs: next } = await domainAt(stage, from)
  await stage.advanceTo(known(next, 'next snapshot'), 'the next hour')
  const { secondsLeft } = await sendingOf(stage, from, to)
  await stage.advance(secondsLeft + 1)
}

export function describeNewest([newest]: readonly Model<'Snapshot'>[]): string {
  if (newest === undefined) return 'no snapshot'
  const { snapshot_id: id, snapshot_expiry_time_usecs: expires } = newest
  return `${id}, ${expires == null ? 'kept for ever' : `expires ${timeOfDay(expires)}`}`
}
