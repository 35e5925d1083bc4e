/** Recovery points: the last two hundred, oldest first, however many there were. */
import t from 'tap'
import { RECOVERY_POINTS_MAX } from '../../../server/domain/core/limits.js'
import { instant } from '../../../server/domain/core/time.js'
import { protectionBy, recoveryPoints } from '../../../server/domain/ledger/recovery-points.js'

const pointsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    snapshotId: index,
    takenAt: instant(1000 + index),
    reachedAt: instant(2000 + 2 * index),
    promisedUsecs: index % 3 === 0 ? null : 60
  }))

for (const count of [0, 1, 199, 200, 201, 399, 400, 537]) {
  t.test(`of ${count} points the last ${Math.min(count, RECOVERY_POINTS_MAX)} are kept`, t => {
    const points = pointsOf(count)
    const protection = protectionBy('france', 'canada', points)
    t.same(recoveryPoints(protection), points.slice(-RECOVERY_POINTS_MAX))
    t.equal(protection.count, count)
    t.same(recoveryPoints(JSON.parse(JSON.stringify(protection)) as typeof protection), recoveryPoints(protection))
    t.end()
  })
}
