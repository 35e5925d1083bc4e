/** Chapter 4: replication is reversed. Canada is the source now, and France has what it needs for deltas. */
import { known } from '../calls.js'
import { bytes } from '../../cli/core/index.js'
import { sendingOf, watchReplication } from '../progress.js'
import { addHourlySchedule, describeNewest } from '../schedule.js'
import type { Stage } from '../stage.js'
import { FULL_REPLICATION, alertsAt, snapshotsAt, sum, bytesWrittenDuring } from '../story.js'
import type { Vm } from '../story.js'

/** Seconds for which the VMs have been at work in Canada when the schedule is made. */
const AT_WORK = 600

export async function reversal(stage: Stage, vms: readonly Vm[]): Promise<void> {
  stage.chapter(4, 'Reversal')
  const runningSince = stage.now
  await stage.advance(AT_WORK, 'ten minutes later')
  await addHourlySchedule(stage, 'canada', 'france')
  await stage.advance(1, 'a second later it fires')
  const [newest] = await snapshotsAt(stage, 'canada', describeNewest)
  const snapshot = known(newest, 'snapshot in Canada')
  const sending = await sendingOf(stage, 'canada', 'france')
  stage.expect(
    `Canada sends what the VMs wrote there: ${bytes(sending.totalBytes)}`,
    sending.totalBytes,
    bytesWrittenDuring(vms, known(snapshot.snapshot_create_time_usecs, 'time') - runningSince)
  )
  const used = sum(vms.map(vm => vm.usedBytes))
  stage.expect(`and not the ${bytes(used)} of a full copy`, sending.totalBytes < used, true)
  await watchReplication(stage, 'canada', sending)
  const [received] = await snapshotsAt(stage, 'france', describeNewest)
  stage.expect('France holds it by the name of its origin', received?.snapshot_id, `canada:${snapshot.snapshot_id}`)
  stage.expect('Canada never said that it sent a full copy', await alertsAt(stage, 'canada', FULL_REPLICATION), [])
}
