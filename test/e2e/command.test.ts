/** The command as a process: how it ends when it is told to, and when nobody reads it any more. */
import { spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { command, startProcess } from '../support/process.js'

t.test('a reader that has read enough is no failure', async t => {
  const shell = spawn('bash', ['-c', '"$0" "$1" start --help | true', process.execPath, command], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  t.equal((await shell.stderr.toArray()).join(''), '')
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  t.test(`${signal} ends it well, and takes the ready file along`, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'pesim-command-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const ready = join(folder, 'ready.json')
    const { started, end } = await startProcess(t, { args: ['--ready-file', ready] })
    t.same(Object.keys(started.clusters), ['france', 'canada'])
    t.match(started.central, { host: 'prism-central', username: 'admin' })
    t.same(await end(signal), [0, null])
    await t.rejects(access(ready), { code: 'ENOENT' })
  })
}
