/**
 * Two processes in PID name spaces of their own, as two containers with one volume: neither sees the other, both have the
 * same number, and one of them owns the folder. Needs root and `unshare`.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { realStart } from './real-start.js'

const ROUNDS = 5
const EXIT_UNREADABLE = 4
const inNamespaces = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']

const [program = '', ...options] = inNamespaces
const possible = spawnSync(program, [...options, 'true']).status === 0
const skip = possible ? false : 'a PID name space needs root, and unshare'

t.test('of two who start at once in PID name spaces of their own one owns the folder', { skip }, async t => {
  const data = join(t.testdir({}), 'data')
  for (let round = 0; round < ROUNDS; round += 1) {
    const both = [realStart(t, data, inNamespaces), realStart(t, data, inNamespaces)]
    const outcomes = await Promise.all(both.map(({ outcome }) => outcome))
    const owners = both.filter((_, index) => outcomes[index] === 'serving')
    t.equal(owners.length, 1, `one owner in round ${round}`)
    const refused = outcomes.find(outcome => outcome !== 'serving')
    t.match(refused, { code: EXIT_UNREADABLE, errors: /data is in use by process \d+/ })

    const third = await realStart(t, data, inNamespaces).outcome
    t.match(third, { code: EXIT_UNREADABLE, errors: /is in use by process/ }, 'nor may a third, while it serves')
    for (const { child, ended } of owners) {
      child.kill('SIGKILL') // the next round goes on from what it leaves
      await ended
    }
  }
})
