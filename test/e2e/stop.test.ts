/** `pesim stop` ends the emulator that is meant and nothing else, whatever the records of earlier ones say. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { endRun } from '../../server/cli/emulator/stop.js'
import { birthOf } from '../../server/cli/running/index.js'
import type { RunFile } from '../../server/cli/running/index.js'
import { main } from '../../server/main.js'
import { startProcess } from '../support/process.js'

/** A run folder of the test's own, and the command in it. */
async function folderOf(t: Test) {
  const runtime = await mkdtemp(join(tmpdir(), 'pesim-stop-'))
  const folder = join(runtime, 'pesim')
  await mkdir(folder, { mode: 0o700 })
  t.teardown(() => rm(runtime, { recursive: true, force: true }))
  const pesim = async (args: string[], env: Record<string, string> = {}) => {
    let [out, err] = ['', '']
    const code = await main(args, {
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
      env: { XDG_RUNTIME_DIR: runtime, ...env },
      stop: new AbortController().signal
    })
    return { code, out, err }
  }
  const recordOf = async (pid: number) => JSON.parse(await readFile(join(folder, `${pid}.json`), 'utf8')) as RunFile
  const leave = async (run: RunFile) => writeFile(join(folder, `${run.pid}.json`), JSON.stringify(run))
  return { runtime, folder, pesim, recordOf, leave }
}

/** A process that is no emulator; resolves once it runs. */
async function stranger(t: Test, script = '') {
  const child = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1000); console.log('runs')`])
  t.teardown(() => child.kill('SIGKILL'))
  await new Promise(resolve => child.stdout.once('data', resolve))
  return { child, pid: child.pid ?? 0 }
}

t.test('a process that has the number of an emulator by now is never signalled, nor taken for one', async t => {
  const { runtime, folder, pesim, recordOf, leave } = await folderOf(t)
  const { child, end } = await startProcess(t, { env: { XDG_RUNTIME_DIR: runtime } })
  const run = await recordOf(child.pid ?? 0)
  await end('SIGTERM')
  const { child: other, pid } = await stranger(t)
  await leave({ ...run, pid })
  await leave({ ...run, pid: 1 })
  t.match(await pesim(['status']), { code: 3, out: /^No emulator answers: [^\n]*\n$/ }, 'no other one is told')
  t.same(await readdir(folder), [], 'the records are removed')
  await leave({ ...run, pid })
  await leave({ ...run, pid: 1 })
  t.match(await pesim(['stop', '--all']), { code: 3, err: 'pesim: No emulator of this user runs here\n' })
  t.same(await readdir(folder), [])
  t.same([other.exitCode, other.signalCode, other.kill(0)], [null, null, true], 'and the stranger goes on')
})

t.test('a record of another build, or one under the name of another process, is nobody', async t => {
  const { folder, pesim, leave } = await folderOf(t)
  const { child, pid } = await stranger(t)
  const { born: _, ...old } = recordFor(pid, '')
  await leave(old)
  await writeFile(join(folder, '1.json'), JSON.stringify(recordFor(pid, (await birthOf(pid)) ?? '')))
  t.match(await pesim(['stop', '--all']), { code: 3 })
  t.ok(child.kill(0))
})

t.test('an emulator is ended, and its record is gone; one that is named and gone stands for no other', async t => {
  const { runtime, folder, pesim } = await folderOf(t)
  const { child, url } = await startProcess(t, { env: { XDG_RUNTIME_DIR: runtime } })
  const { pid = 0 } = child
  const gone = 'http://127.0.0.1:1'
  const others = `here, which PESIM_URL names; there is process ${pid} at ${url}\n`
  t.same(await pesim(['stop'], { PESIM_URL: gone }), {
    ...{ code: 3, out: '' },
    err: `pesim: No emulator of this user answers at ${gone} ${others}`
  })
  t.match(await pesim(['stop', '--target', gone]), { code: 3, err: /which --target names; there is process/ })
  t.equal(child.exitCode, null)
  t.same(await pesim(['stop'], { PESIM_URL: url }), { code: 0, out: `process ${pid} has ended\n`, err: '' })
  t.same(await readdir(folder), [])
})

t.test('one that does not end is waited for until the limit, and told of with exit code 1', async t => {
  const { runtime } = await folderOf(t)
  const { child, pid } = await stranger(t, "process.on('SIGTERM', () => {})")
  const io = { env: { XDG_RUNTIME_DIR: runtime }, stop: new AbortController().signal }
  const run = recordFor(pid, (await birthOf(pid)) ?? '')
  await t.rejects(endRun(run, io, 0), {
    ...{ name: 'StopFailure', message: `Process ${pid} has been told to end and has not: kill -9 ${pid} ends it` }
  })
  await t.rejects(endRun(run, { ...io, stop: AbortSignal.abort() }), { name: 'StopFailure' })
  t.equal(child.exitCode, null)
})

t.test('files that a killed process has not finished are swept, and nothing else', async t => {
  const { folder, pesim } = await folderOf(t)
  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise(resolve => dead.once('exit', resolve))
  const swept = ['json', 'pem'].map(kind => `${dead.pid}.${kind}.0123456789ab.unfinished`)
  const kept = [
    `${process.pid}.json.0123456789ab.unfinished`,
    `${dead.pid}.json.0123.unfinished`,
    'notes.unfinished',
    `${dead.pid}.txt.0123456789ab.unfinished`
  ]
  for (const name of [...swept, `${dead.pid}-bundle.pem.0123456789ab.unfinished`, ...kept])
    await writeFile(join(folder, name), '')
  await pesim(['stop'])
  t.same((await readdir(folder)).sort(), [...kept].sort())
})

function recordFor(pid: number, born: string): RunFile {
  const url = 'http://127.0.0.1:1'
  const site = { url, host: 'france', username: 'admin', password: 'x' }
  return { ...{ pid, born, version: '0', started: 0, url }, clusters: { france: site }, central: site }
}
