/** Files in a data directory that pesim has not written: no start, no save and no deletion takes one of them away. */
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { startEmulator } from '../../server/index.js'
import { emulator } from '../support/emulator.js'

const BASE = '/emulator/v1'

/** A course about somebody's own labs and states, with names as near to pesim's as they may come. */
const course = [
  'README.md',
  'package.json.1',
  'essay.unfinished',
  'essay.json.0123456789ab.unfinished',
  'default.json.12.unfinished',
  'default.json.0123456789AB.unfinished',
  'labs/notes.txt',
  'labs/lab1/README.md',
  'labs/lab2/sub/x',
  'labs/lab3/lab.previous.json',
  'labs/lab4/states/ready.json',
  'labs/lab5/lab.json.0123456789ab.unfinished',
  'labs/lab5/answers.txt',
  'labs/lab6.0123456789ab.deleted/essay',
  'labs/lab7.0123456789ab.deleted/states/essay',
  'labs/.git/HEAD',
  'states/ny.json.1',
  'states/ny.unfinished',
  'states/new york.json.0123456789ab.unfinished'
]

function writeCourse(folder: string): void {
  for (const name of course) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name)
  }
}

/** Files below a folder that hold what the course does. */
function courseIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return all.filter(name => statSync(join(folder, name)).isFile() && readFileSync(join(folder, name), 'utf8') === name)
}

t.test('starts in a folder that was never pesim’s leave all that is in it', async t => {
  const data = t.testdir({})
  writeCourse(data)
  for (const start of ['the first', 'the next']) {
    const started = await emulator(t, { data })
    const { body } = await started.ask('france', 'GET', `${BASE}/labs`)
    t.same(
      body.labs.map(({ name }: { name: string }) => name),
      ['main'],
      start
    )
    await started.close()
    t.same(courseIn(data).sort(), [...course].sort())
  }
})

t.test('a start names the folders among the labs that are none', async t => {
  const data = t.testdir({ labs: { lab1: { 'README.md': '' }, '.git': { HEAD: '' }, 'notes.txt': '' } })
  const { notes, stop } = await startEmulator({ data, http: true })
  await stop()
  t.match(notes.join('\n'), /^left alone in .*\/labs, as no lab: lab1$/m)
  mkdirSync(join(data, 'labs', 'many'))
  for (let count = 0; count < 7; count += 1)
    cpSync(join(data, 'labs/lab1'), join(data, `labs/x${count}`), { recursive: true })
  const next = await startEmulator({ data, http: true })
  await next.stop()
  t.match(next.notes.join('\n'), /^left alone in .*\/labs, as no lab: lab1, x0, x1, x2, x3 and 3 more$/m)
})

t.test('nothing is removed through a link, though it has a name of pesim’s', async t => {
  const own = {
    'new.json.0123456789ab.unfinished': '',
    made: { 'lab.json.0123456789ab.unfinished': '' },
    'old.0123456789ab.deleted': { 'lab.json': '', states: { 'ready.json': '' } }
  }
  const folder = t.testdir({ elsewhere: own, data: {}, labs: {} })
  const before = readdirSync(join(folder, 'elsewhere'), { recursive: true })
  for (const name of ['labs', 'states']) symlinkSync('../elsewhere', join(folder, 'data', name))
  await (await emulator(t, { data: join(folder, 'data') })).close()
  t.same(readdirSync(join(folder, 'elsewhere'), { recursive: true }), before)

  const links = t.testdir({ elsewhere: own, data: { labs: { lab: {} } } })
  for (const name of ['made', 'old.0123456789ab.deleted'])
    symlinkSync(`../../elsewhere/${name}`, join(links, 'data/labs', name))
  symlinkSync('../../../elsewhere/old.0123456789ab.deleted/states', join(links, 'data/labs/lab/states'))
  await (await emulator(t, { data: join(links, 'data') })).close()
  t.same(readdirSync(join(links, 'elsewhere'), { recursive: true }), before)
})

t.test('a lab that is deleted leaves what somebody put into its folder', async t => {
  const data = t.testdir({ labs: { lab1: { 'README.md': 'README' } } })
  const { ask, close } = await emulator(t, { data })
  for (const name of ['lab1', 'lab2']) t.match(await ask('france', 'POST', `${BASE}/labs`, { name }), { status: 200 })
  for (const name of ['lab1', 'lab2']) await ask('france', 'POST', `${BASE}/labs/${name}/states`, { name: 'Ready' })
  t.same(readdirSync(join(data, 'labs/lab1')).sort(), ['README.md', 'lab.json', 'lab.previous.json', 'states'])
  for (const name of ['lab1', 'lab2']) t.match(await ask('france', 'DELETE', `${BASE}/labs/${name}`), { status: 200 })
  t.same(readdirSync(join(data, 'labs'), { recursive: true }).sort(), ['lab1', 'lab1/README.md'])
  await close()
})
