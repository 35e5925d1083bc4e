/** One owner: a directory belongs to one process at a time, whatever became of those before, and however many want it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import { openDataDirectory } from '../../server/storage/directory/data-directory.js'
import type { DataDirectory } from '../../server/storage/directory/data-directory.js'
import { textOf } from '../../server/storage/lock/entry.js'
import { thisKernel } from '../../server/storage/lock/socket.js'
import { smallLab } from './small-lab.js'

const ROUNDS = 300
const ROUNDS_OF_PROCESSES = 20
const PROCESSES = 2

/** Compiled as tests are: a process that translates what it runs needs a second to begin. */
const owner = ['--require=./test/support/run-compiled.cjs', join(import.meta.dirname, 'owner-process.ts')]

/** A process that tries to become the owner once it is told to. */
async function contender(folder: string): Promise<{ child: ChildProcess; tried: () => Promise<string> }> {
  const child = spawn(process.execPath, [...owner, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next() // it is ready
  return {
    child,
    tried: async () => {
      child.stdin.write('go\n')
      return String((await lines.next()).value)
    }
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

t.before(async () => {
  const { child } = await contender(t.testdir({})) // has it compiled where it is not yet
  await kill(child)
})

/** Those of many attempts that made an owner. */
async function winnersOf(attempts: readonly Promise<DataDirectory>[]): Promise<DataDirectory[]> {
  const settled = await Promise.allSettled(attempts)
  return settled.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
}

/** An entry that a killed owner left: its socket is not there any more. */
const left = (kernel = thisKernel()): string =>
  textOf(
    { id: '0123456789abcdef', pid: 1, host: 'elsewhere', kernel, socket: 'pesim.0123456789abcdef.sock' },
    'held',
    7
  )

t.test('a data directory belongs to one owner at a time, and the second is told who it is', async t => {
  const folder = t.testdir({})
  const first = await openDataDirectory(join(folder, 'new', 'data'))
  await t.rejects(openDataDirectory(join(folder, 'new', 'data')), {
    name: 'UnreadableData',
    message: new RegExp(`new/data is in use by process ${process.pid}; if that is not so, delete .*pesim\\.lock\\.1$`)
  })
  await first.storage('a/b').save(smallLab(1))
  await first.close()
  await first.close()
  const second = await openDataDirectory(first.path)
  t.same(await second.storage('a/b').load(), smallLab(1), 'and the next one finds what was saved')
  t.equal(await second.storage('other').load(), undefined)
  await second.close()
  t.same(await readdir(first.path), ['a%2Fb.json', 'pesim.lock.2'], 'what stays tells the number of owners')
})

t.test(`of two who find a stale lock one becomes the owner, ${ROUNDS} times`, { timeout: 120_000 }, async t => {
  const owners: Record<number, number> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = t.testdir({ 'pesim.lock.1': left() })
    const winners = await winnersOf([openDataDirectory(folder), openDataDirectory(folder)])
    owners[winners.length] = (owners[winners.length] ?? 0) + 1
    for (const winner of winners) {
      await winner.storage('default').save(smallLab(round))
      await winner.close()
    }
  }
  t.same(owners, { 1: ROUNDS })
})

t.test(`so does one of ${PROCESSES} processes, after each kill of the owner`, { timeout: 180_000 }, async t => {
  const folder = t.testdir({ 'pesim.lock': '' })
  const owners: Record<number, number> = {}
  for (let round = 0; round < ROUNDS_OF_PROCESSES; round += 1) {
    const contenders = await Promise.all(Array.from({ length: PROCESSES }, () => contender(folder)))
    const outcomes = await Promise.all(contenders.map(({ tried }) => tried()))
    const count = outcomes.filter(outcome => outcome === 'owner').length
    owners[count] = (owners[count] ?? 0) + 1
    const others = outcomes.filter(outcome => outcome !== 'owner')
    t.ok(
      others.every(outcome => /is in use by process \d+/.test(outcome)),
      others.join('; ')
    )
    await Promise.all(contenders.map(({ child }) => kill(child)))
  }
  t.same(owners, { 1: ROUNDS_OF_PROCESSES })
})

t.test('a lock that says nothing, or that nobody answers for, keeps nobody out', async t => {
  const locks: Record<string, string>[] = [
    { 'pesim.lock': '' },
    { 'pesim.lock': `${process.ppid}\n` }, // of a process that lives, in whichever container: no proof of anything
    { 'pesim.lock.1': '' },
    { 'pesim.lock.1': '{}' },
    { 'pesim.lock.41': left() }
  ]
  for (const lock of locks) {
    const folder = t.testdir({ ...lock, 'default.json.0123456789ab.unfinished': 'half a docu' })
    const directory = await openDataDirectory(folder)
    const [name = ''] = Object.keys(lock)
    const number = name === 'pesim.lock' ? 1 : Number(name.split('.').at(-1)) + 1
    const names = (await readdir(folder)).filter(each => !each.endsWith('.sock'))
    t.same(names, [`pesim.lock.${number}`], 'and what the other one had begun to write is gone')
    await directory.close()
  }
})

t.test('an entry that names another file than the socket of its owner takes nothing away', async t => {
  const folder = t.testdir({ outside: 'x', data: { essay: 'x', 'pesim.0123456789abcdef.sock': 'x' } })
  const data = join(folder, 'data')
  const holder = { id: '0123456789abcdef', pid: 1, host: 'elsewhere', kernel: thisKernel() }
  for (const socket of [join(folder, 'outside'), '../outside', 'essay', 'pesim.0123456789abcdef.sock']) {
    await writeFile(join(data, 'pesim.lock.1000'), textOf({ ...holder, socket }, 'held', 7))
    await (await openDataDirectory(data)).close()
    await rm(join(data, 'pesim.lock.1001'))
  }
  t.same((await readdir(data)).sort(), ['essay', 'pesim.0123456789abcdef.sock'])
  t.same((await readdir(folder)).sort(), ['data', 'outside'])
})

t.test('an owner whom no socket reaches lives as long as its heart beats', { timeout: 60_000 }, async t => {
  const holder = { id: '0123456789abcdef', pid: 7, host: 'elsewhere', kernel: 'another kernel', socket: null }
  const folder = t.testdir({ 'pesim.lock.1': textOf(holder, 'held', 7) })
  let beats = 7
  // Beats in real time, since those who want the directory look on in real time.
  const heart = setInterval(() => {
    beats += 1
    void writeFile(join(folder, 'pesim.lock.1'), textOf(holder, 'held', beats))
  }, 100)
  t.teardown(() => clearInterval(heart))
  await t.rejects(openDataDirectory(folder), { message: /is in use by process 7 on elsewhere; if that is not so/ })
  clearInterval(heart)
  const winners = await winnersOf([openDataDirectory(folder), openDataDirectory(folder)])
  t.equal(winners.length, 1, 'and when it has stopped, one of those who waited takes over')
  await winners[0]?.close()
})

t.test('a path that is too long for a socket has one all the same', async t => {
  const folder = join(t.testdir({}), 'x'.repeat(100), 'y'.repeat(100))
  const first = await openDataDirectory(folder)
  await t.rejects(openDataDirectory(folder), { message: /is in use by process/ })
  await first.close()
  await (await openDataDirectory(folder)).close()
})

t.test('an owner looks again before each save, and does not write into what is not his any more', async t => {
  const folder = t.testdir({ data: {} })
  const path = join(folder, 'data')
  const first = await openDataDirectory(path)
  const storage = first.storage('default')
  await storage.save(smallLab(1))

  await rm(path, { recursive: true })
  await t.rejects(storage.save(smallLab(2)), { code: 'ENOENT', reason: /the directory is gone/ })
  await mkdir(path)
  await t.rejects(storage.save(smallLab(2)), { code: 'ELOCK', reason: /was emptied or made anew/ })
  await t.rejects(storage.probe(), { code: 'ELOCK' })
  const second = await openDataDirectory(path)
  await t.rejects(storage.save(smallLab(2)), { code: 'ELOCK', reason: /in use by process \d+ on .* now/ })
  t.equal(await second.storage('default').load(), undefined, 'nothing of the first came into the new one')

  await rename(path, join(folder, 'elsewhere'))
  await t.rejects(second.storage('default').save(smallLab(2)), { code: 'ENOENT' })
  await Promise.all([first.close(), second.close()])
  t.same(
    (await readdir(join(folder, 'elsewhere'))).filter(name => name.endsWith('.json')),
    []
  )
})

t.test('a directory that cannot be used is named', async t => {
  const folder = t.testdir({ file: 'x', locked: {} })
  await t.rejects(openDataDirectory(join(folder, 'file')), {
    name: 'UnreadableData',
    message: /file is a file: labs are kept in a directory/
  })
  await t.rejects(openDataDirectory(join(folder, 'file', 'deeper')), { message: /deeper is below a file/ })
  t.equal(await readFile(join(folder, 'file'), 'utf8'), 'x')
  if (process.getuid?.() !== 0) {
    await chmod(join(folder, 'locked'), 0o500)
    await t.rejects(openDataDirectory(join(folder, 'locked')), { message: /locked cannot be used: EACCES/ })
  }
})
