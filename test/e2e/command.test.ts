/** The command as a process: how it ends when it is told to, and when nobody reads it any more. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const command = join(dirname(fileURLToPath(import.meta.url)), '../../bin/pesim.cjs')

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
    const args = ['start', '--json', '--http', '--listen', 'france=127.0.0.1:0', '--ready-file', ready]
    const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [started] = (await once(child.stdout, 'data')) as [Buffer]
    const { clusters, central } = JSON.parse(String(started)) as {
      clusters: Record<string, { username: string }>
      central: object
    }
    t.same(Object.keys(clusters), ['france', 'canada'])
    t.match(central, { url: /^http:/, username: 'admin' })
    child.kill(signal)
    t.same(await once(child, 'exit'), [0, null])
    await t.rejects(access(ready), { code: 'ENOENT' })
  })
}
