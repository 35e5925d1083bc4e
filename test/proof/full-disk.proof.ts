/**
 * A disk that is full, for real: a tmpfs of 100 KB, which needs root. What was acknowledged is there after a restart, what was
 * refused is not, and once there is room again the same request succeeds.
 */
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'

const command = join(import.meta.dirname, '../../bin/pesim.cjs')
const START_LIMIT_MS = 20_000
const V2 = '/api/nutanix/v2.0'

interface Running {
  readonly child: ChildProcess
  ask(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>
}

async function start(folder: string, data: string): Promise<Running> {
  const ready = join(folder, 'ready.json')
  await rm(ready, { force: true })
  const child = spawn(
    process.execPath,
    [
      command,
      'start',
      '--http',
      '--clock',
      'frozen',
      '--listen',
      'france=127.0.0.1:0',
      '--data',
      data,
      '--ready-file',
      ready
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] }
  )
  for await (const { filename } of watch(folder, { signal: AbortSignal.timeout(START_LIMIT_MS) }))
    if (filename === 'ready.json') break
  const { clusters } = JSON.parse(await readFile(ready, 'utf8')) as { clusters: { france: { url: string } } }
  const { url } = clusters.france
  return {
    child,
    ask: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json' }
        const sent = request(`${url}${path}`, { method, auth: 'admin:nutanix/4u', headers }, response => {
          let text = ''
          response.setEncoding('utf8').on('data', (part: string) => (text += part))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> })
          )
        })
        sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
      })
  }
}

async function namesAt({ ask }: Running): Promise<string[]> {
  const { body } = await ask('GET', `${V2}/protection_domains`)
  return (body['entities'] as { name: string }[]).map(({ name }) => name).sort()
}

const skip = process.getuid?.() === 0 ? false : 'a tmpfs needs root'

t.test('a full disk loses nothing that was acknowledged and keeps nothing that was refused', { skip }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-full-'))
  const disk = join(folder, 'disk')
  execFileSync('mkdir', [disk])
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'pesim-full', disk])
  t.teardown(async () => {
    execFileSync('umount', ['-l', disk])
    await rm(folder, { recursive: true, force: true })
  })
  const data = join(disk, 'data')
  const before = await start(folder, data)
  t.teardown(() => before.child.kill('SIGKILL'))
  const filler = join(disk, 'filler')
  const acknowledged: string[] = []
  const create = (name: string) => before.ask('POST', `${V2}/protection_domains`, { value: name })
  t.equal((await create('first')).status, 201)
  acknowledged.push('first')
  const free = (): number =>
    Number(execFileSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' }).split('\n')[1])
  await writeFile(filler, Buffer.alloc(Math.max(0, free() - 8 * 1024)))

  let refused: string | undefined
  for (let i = 0; i < 200 && refused === undefined; i += 1) {
    const { status, body } = await create(`domain-${i}`)
    if (status === 201) acknowledged.push(`domain-${i}`)
    else {
      t.equal(status, 503)
      t.match(JSON.stringify(body), /has not happened.*no space is left/)
      refused = `domain-${i}`
    }
  }
  t.ok(refused, 'the disk was full at some time')
  t.same(await namesAt(before), [...acknowledged].sort(), 'no reader sees what was refused')
  t.match(await before.ask('GET', '/emulator/v1/health'), { status: 200, body: { storage: 'failing' } })
  t.match(await before.ask('GET', '/emulator/v1/ready'), { status: 503 })
  t.equal((await create(refused ?? '')).status, 503, 'and it is refused before it applies')

  await rm(filler)
  t.equal((await create(refused ?? '')).status, 201, 'with room again, the same request succeeds')
  acknowledged.push(refused ?? '')
  t.match(await before.ask('GET', '/emulator/v1/ready'), { status: 200 })
  before.child.kill('SIGKILL')
  await once(before.child, 'exit')

  const after = await start(folder, data)
  t.teardown(() => after.child.kill('SIGKILL'))
  t.same(await namesAt(after), [...acknowledged].sort(), 'all of it is there after a restart, and nothing else')
  await writeFile(filler, Buffer.alloc(Math.max(0, free() - 4 * 1024)))
  t.equal((await after.ask('POST', `${V2}/protection_domains`, { value: 'last' })).status, 503)
  after.child.kill('SIGTERM')
  const [code] = (await once(after.child, 'exit')) as [number]
  t.not(code, 0, 'an end that leaves something unsaved says so')
})
