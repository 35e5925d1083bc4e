/** A clock that goes back to what was kept: what was asked since is undone, time is not. */
import t from 'tap'
import { instant } from '../../server/domain/core/time.js'
import { Engine } from '../../server/engine/engine.js'
import { Pace } from '../../server/engine/pace.js'
import { builtInFixture } from '../../server/seed/fixture.js'
import { worldOf } from '../../server/seed/world.js'

const START = instant(1_704_067_200_000_000)
const HOUR = 3_600_000_000

function clock(mode: 'running' | 'frozen', rate: number) {
  const fixture = builtInFixture('france-canada')
  if (fixture === undefined) throw new Error('There is no fixture')
  const engine = new Engine(worldOf(fixture, START))
  const real = { usecs: 5 }
  return { engine, real, pace: new Pace(engine, { mode, rate }, () => real.usecs) }
}

t.test('a running clock is brought to the same present again', async t => {
  const { engine, real, pace } = clock('running', 2)
  real.usecs += HOUR
  pace.catchUp()
  const [world, kept] = [engine.keep(), pace.keep()]
  real.usecs += HOUR
  pace.catchUp()
  pace.set({ mode: 'frozen', rate: 1 })
  engine.advanceTo(instant(engine.world.now + 100 * HOUR))
  engine.restore(world)
  pace.restore(kept)
  t.same(pace.state, { mode: 'running', rate: 2 })
  t.equal(engine.world.now, START + 4 * HOUR, 'two real hours at twice the pace, and not the move by hand')
  real.usecs += HOUR
  pace.catchUp()
  t.equal(engine.world.now, START + 6 * HOUR, 'and runs on')
})

t.test('a clock that stood still stands where it stood', async t => {
  const { engine, real, pace } = clock('frozen', 1)
  const [world, kept] = [engine.keep(), pace.keep()]
  engine.advanceTo(instant(START + HOUR))
  real.usecs += HOUR
  engine.restore(world)
  pace.restore(kept)
  pace.catchUp()
  t.equal(engine.world.now, START)
})
