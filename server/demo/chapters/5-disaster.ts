/** Chapter 5: the primary site goes dark, and the other activates what it received last. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import { duration } from '../../cli/core/index.js'
import { everyVm, failoverResultsOf, marksAt, writeMarks, writtenBytesByVm } from '../marks.js'
import { sendingOf } from '../progress.js'
import { describeNewest, nextHour } from '../schedule.js'
import type { Stage } from '../stage.js'
import { DOMAIN, HOUR_SECONDS, domainAt, snapshotsAt, sum, bytesWrittenDuring } from '../story.js'
import type { FailoverResult, Vm } from '../story.js'
import { monitorEnded, expectVmsMoved, powerOn } from '../takeover.js'

const path = { name: DOMAIN }
const TEN_MINUTES = 600
const HALF_HOUR = 1800
const MARKS = ['order-1', 'order-2', 'order-3', 'order-4', 'order-5']
/** Those that the last snapshot holds which France has received in full. */
const KEPT = MARKS.slice(0, 3)

export async function disaster(stage: Stage, vms: readonly Vm[]): Promise<FailoverResult[]> {
  stage.chapter(5, 'Disaster')
  await stage.advance(TEN_MINUTES)
  await writeMarks(stage, 'canada', vms, 'order-3', 'before the snapshot')
  await nextHour(stage, 'canada', 'france')
  const [newest] = await snapshotsAt(stage, 'france', describeNewest)
  const last = known(newest, 'snapshot in France')
  await stage.advance(HALF_HOUR)
  await writeMarks(stage, 'canada', vms, 'order-4', 'after the snapshot')
  const sentFor = await advanceToHalfReplicated(stage)
  await writeMarks(stage, 'canada', vms, 'order-5', 'with half a snapshot sent')

  const before = await writtenBytesByVm(stage, 'canada', vms)
  const ageSeconds = (stage.now - known(last.snapshot_create_time_usecs, 'time')) / 1_000_000
  await powerLost(stage, last)
  await activate(stage, vms)
  const kept = await marksAt(stage, 'france', vms)
  stage.expect(
    'the VMs have the marks of the last snapshot that was received, no more, no less',
    kept,
    everyVm(vms, KEPT)
  )
  const after = await writtenBytesByVm(stage, 'france', vms)
  const failoverResults = failoverResultsOf(vms, {
    failover: 'activation in France',
    marks: MARKS,
    before,
    after,
    keptMarks: kept,
    ageSeconds
  })
  stage.expect(
    'what was written since is lost, to the byte',
    sum(failoverResults.map(result => result.bytesLost)),
    bytesWrittenDuring(vms, ageSeconds * 1e6)
  )
  stage.expect(
    `that is an hour and the transfer that did not end: ${duration(ageSeconds)}`,
    ageSeconds,
    HOUR_SECONDS + sentFor
  )
  await powerOn(stage, 'france', vms)
  return failoverResults
}

/** To the next snapshot, and until half of it has been sent. Returns for how many seconds it has. */
async function advanceToHalfReplicated(stage: Stage): Promise<number> {
  const { next_snapshot_time_usecs: next } = await domainAt(stage, 'canada')
  await stage.advanceTo(known(next, 'next snapshot'), 'the next snapshot')
  const { secondsLeft, snapshotId } = await sendingOf(stage, 'canada', 'france')
  const half = Math.round(secondsLeft / 2)
  await stage.advance(half)
  const replications = '/protection_domains/{name}/replications'
  const { entities } = await stage.v2.france('get', replications, { path }, ({ entities: [row] }) => {
    return `${row?.completed_percentage} % of ${row?.snapshot_id}`
  })
  const found = entities.map(row => [row.snapshot_id, row.sender, Math.round((row.completed_percentage ?? 0) / 10)])
  stage.expect('France has received half of it', found, [[`canada:${snapshotId}`, false, 5]])
  return half
}

async function powerLost(stage: Stage, last: Model<'Snapshot'>): Promise<void> {
  const input = { path: { name: 'canada' }, body: { power: 'lost' } } as const
  await stage.control('put', '/clusters/{name}', input, ({ power }) => `power: ${power}`)
  stage.expect('Canada does not answer any more', await stage.answers('canada'), false)
  const site = await stage.v2.france(
    'get',
    '/remote_sites/{name}',
    { path: { name: 'canada' } },
    ({ status }) => `${status}`
  )
  stage.expect('France cannot reach it', site.status, 'UNREACHABLE')
  const [newest] = await snapshotsAt(stage, 'france', describeNewest)
  stage.expect('half a snapshot counts for nothing', newest?.snapshot_id, last.snapshot_id)
}

async function activate(stage: Stage, vms: readonly Vm[]): Promise<void> {
  const activation = '/protection_domains/{name}/activate'
  const { value } = await stage.v2.france('post', activation, { path, body: {} }, answer => `value: ${answer.value}`)
  stage.expect('the activation is accepted, whatever has become of Canada', value, true)
  await stage.advanceToEvent('protection-domain-activated', 'france', DOMAIN, 'France takes over')
  await monitorEnded(stage, 'france', 'activate')
  const domain = await domainAt(
    stage,
    'france',
    ({ active, vms: members }) => `active: ${active}, VMs: ${members?.length}`
  )
  stage.expect('France is active', domain.active, true)
  await expectVmsMoved(stage, 'france', undefined, vms)
}
