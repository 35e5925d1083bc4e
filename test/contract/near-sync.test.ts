/** NearSync as clients see it: a schedule of minutes, what tells it from another, and what it does not go together with. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const GOLD = `${V2}/protection_domains/gold`
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Evidence A [C: web console; clients]: minutes, and days in the place of a count. */
const schedule = (change: object = {}) => ({
  pd_name: 'gold',
  type: 'MINUTELY',
  every_nth: 15,
  user_start_time_in_usecs: 1_704_067_200_000_000,
  retention_policy: {
    local_max_snapshots: null,
    local_retention_period: 1,
    local_retention_type: 'DAYS',
    remote_retention_period: { canada: 2 },
    remote_retention_type: { canada: 'WEEKS' }
  },
  ...change
})

async function nearSyncDomain(t: Parameters<typeof emulator>[0]) {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  await instance.ask('france', 'PUT', '/emulator/v1/clusters/france', { pack: 'pro' })
  await instance.ask('france', 'DELETE', `${GOLD}/schedules`)
  return instance
}

t.test('a NearSync schedule has the UUID of its roll-up, and its domain counts it, in both dialects', async t => {
  const { ask } = await nearSyncDomain(t)
  t.match((await ask('france', 'GET', GOLD)).body, { hybrid_schedules_count: null })
  const added = await ask('france', 'POST', `${GOLD}/schedules`, schedule())
  t.equal(added.status, 201, added.text)
  t.match(added.body, { type: 'MINUTELY', every_nth: 15, rollup_schedule_uuid: UUID })
  const { rollup_schedule_uuid: rollUp } = added.body
  t.match((await ask('france', 'GET', GOLD)).body, {
    hybrid_schedules_count: 1,
    cron_schedules: [{ rollup_schedule_uuid: rollUp }]
  })
  t.match((await ask('france', 'GET', `${V1}/protection_domains/gold`)).body, {
    hybridSchedulesCount: 1,
    cronSchedules: [{ rollupScheduleUuid: rollUp }]
  })
  const id = String(added.body.id)
  const replaced = await ask('france', 'PUT', `${GOLD}/schedules/${id}`, schedule({ id, every_nth: 5 }))
  t.match(replaced.body, { every_nth: 5, rollup_schedule_uuid: rollUp }, 'it is the same roll-up still')
  const hourly = await ask('france', 'PUT', `${GOLD}/schedules/${id}`, schedule({ id, type: 'HOURLY', every_nth: 1 }))
  t.match(hourly.body, { type: 'HOURLY', rollup_schedule_uuid: null })
  t.match((await ask('france', 'GET', GOLD)).body, { hybrid_schedules_count: null })
})

t.test('its retention is of days, weeks or months, as it was sent', async t => {
  const { ask } = await nearSyncDomain(t)
  const { retention_policy: sent } = schedule()
  const { body } = await ask('france', 'POST', `${GOLD}/schedules`, schedule())
  t.match(body.retention_policy, { ...sent, remote_max_snapshots: {} })
})

t.test('what NearSync does not go together with is refused', async t => {
  const { ask, advance } = await nearSyncDomain(t)
  const refused = async (body: object, message: RegExp) => {
    const answer = await ask('france', 'POST', `${GOLD}/schedules`, body)
    t.match(answer, { status: 500, body: { message } })
  }
  await refused(schedule({ app_consistent: true }), /[Aa]pplication consistent .* NearSync/)
  await refused(schedule({ every_nth: 16 }), /1 to 15 minutes/)
  await ask('france', 'POST', `${GOLD}/schedules`, schedule())
  await refused(schedule(), /NearSync schedule cannot stand beside another/)
  await refused(schedule({ type: 'DAILY', every_nth: 1 }), /NearSync schedule cannot stand beside another/)
  const { body: groups } = await ask('france', 'POST', `${V2}/volume_groups`, { name: 'logs' })
  t.match(groups, { task_uuid: String })
  await advance(5)
  const { body: found } = await ask('france', 'GET', `${V2}/volume_groups`)
  const uuids = (found.entities as { uuid: string }[]).map(({ uuid }) => uuid)
  t.equal(uuids.length, 1)
  t.match(await ask('france', 'POST', `${V1}/protection_domains/gold/add_entities`, { volumeGroupUuids: uuids }), {
    status: 500,
    body: { message: /NearSync does not support volume groups/ }
  })
})
