/** Time stands still where what falls due does nothing about it: the engine says so instead of turning for ever. */
import t from 'tap'
import { apply } from '../../server/domain/apply.js'
import { decide } from '../../server/domain/decide.js'
import { instant, seconds } from '../../server/domain/core/time.js'
import { Engine } from '../../server/engine/engine.js'
import { HOUR, TwoSites } from '../support/two-sites.js'
import type { Command, World } from '../../server/domain/core/index.js'

/** Two domains with an hourly schedule each, in a world whose commands of one type bring nothing about. */
function idleAt(type: Command['type']): Engine {
  const lab = new TwoSites({
    vms: ['web', 'db'].map(name => ({ name, changeBytesPerSecond: 1, disks: [{ sizeBytes: 1000, usedBytes: 100 }] }))
  })
  for (const [index, name] of ['web', 'db'].entries())
    lab.france.protect([name], { local: 1, remote: 1 }, `domain-${index}`)
  return new Engine(JSON.parse(JSON.stringify(lab.world)) as World, {
    apply,
    decide: (scene, command) => (command.type === type ? [] : decide(scene, command))
  })
}

for (const type of ['run-schedule', 'admit-replication', 'finish-replication', 'collect-snapshots'] as const) {
  t.test(`${type} that brings nothing about`, t => {
    const engine = idleAt(type)
    t.throws(() => engine.advanceTo(instant(engine.world.now + seconds(5 * HOUR))), {
      message: `${type} falls due again as soon as it is done`
    })
    t.end()
  })
}
