/**
 * A disk that is full, for real: a tmpfs of 100 KB, which needs root. What was acknowledged is there after a restart, what was
 * refused is not, and once there is room again the same request succeeds.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startProcess } from '../support/process.js'
import type { StartedProcess } from '../support/process.js'

const V2 = '/api/nutanix/v2.0'

async function namesAt({ client }: StartedProcess): Promise<string[]> {
  const { body } = await client('GET', `${V2}/protection_domains`)
  return body.entities.map(({ name }: { name: string }) => name).sort()
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
  const before = await startProcess(t, { args: ['--clock', 'frozen', '--data', data] })
  const filler = join(disk, 'filler')
  const acknowledged: string[] = []
  const create = (name: string) => before.client('POST', `${V2}/protection_domains`, { value: name })
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
  t.match(await before.client('GET', '/emulator/v1/health'), { status: 200, body: { storage: 'failing' } })
  t.match(await before.client('GET', '/emulator/v1/ready'), { status: 503 })
  t.equal((await create(refused ?? '')).status, 503, 'and it is refused before it applies')

  await rm(filler)
  t.equal((await create(refused ?? '')).status, 201, 'with room again, the same request succeeds')
  acknowledged.push(refused ?? '')
  t.match(await before.client('GET', '/emulator/v1/ready'), { status: 200 })
  await before.end('SIGKILL')

  const after = await startProcess(t, { args: ['--clock', 'frozen', '--data', data] })
  t.same(await namesAt(after), [...acknowledged].sort(), 'all of it is there after a restart, and nothing else')
  await writeFile(filler, Buffer.alloc(Math.max(0, free() - 4 * 1024)))
  t.equal((await after.client('POST', `${V2}/protection_domains`, { value: 'last' })).status, 503)
  const [code] = await after.end('SIGTERM')
  t.not(code, 0, 'an end that leaves something unsaved says so')
})
