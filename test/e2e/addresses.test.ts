/** What a start tells of its addresses: each URL leads to the cluster that it stands beside, and a taken port says the way out. */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { clientOf } from '../support/client.js'
import { command, runFolder, startProcess } from '../support/process.js'

const run = promisify(execFile)

/** The name that the cluster at a URL has. */
async function nameAt(url: string): Promise<unknown> {
  const { body } = await clientOf(url)('GET', '/api/nutanix/v2.0/cluster')
  return body.name
}

t.test('with --port 0 each cluster has a free port and a URL that leads to it', async t => {
  const { started } = await startProcess(t, { args: ['--port', '0'] })
  for (const [name, { url, host }] of Object.entries(started.clusters)) {
    t.equal(await nameAt(url), name)
    t.equal(host, name)
  }
  t.equal(started.central.host, 'prism-central')
})

t.test('at one address each cluster has a port of its own, and every one a Host name', async t => {
  const { started } = await startProcess(t, { args: ['--bind', '127.0.0.1', '--port', '0'] })
  const { france, canada } = started.clusters
  t.same([await nameAt(france?.url ?? ''), await nameAt(canada?.url ?? '')], ['france', 'canada'])
  for (const host of ['canada', 'prism-canada', 'canada.example']) {
    const { stdout } = await run('curl', [
      '-s',
      '-u',
      'admin:nutanix/4u',
      '-H',
      `Host: ${host}`,
      `${france?.url}/api/nutanix/v2.0/cluster`
    ])
    t.match(JSON.parse(stdout), { name: 'canada' }, host)
  }
})

t.test('a cluster without a listener has no URL and says its Host name, in the ready file too', async t => {
  const ready = join(runFolder(), 'ready.json')
  const { started } = await startProcess(t, { args: ['--ready-file', ready] })
  t.strictSame(started.clusters['canada'], { host: 'canada', username: 'admin', password: 'nutanix/4u' })
  t.strictSame(started.central, { host: 'prism-central', username: 'admin', password: 'nutanix/4u' })
  const written = JSON.parse(await readFile(ready, 'utf8')) as typeof started
  t.same([written.clusters, written.central], [started.clusters, started.central])
})

t.test('an advertised Host stands in every URL, and in the certificate', async t => {
  const ready = join(runFolder(), 'advertised.json')
  const args = ['--https', '--bind', '0.0.0.0', '--port', '0', '--advertise', 'ci.example', '--ready-file', ready]
  const { started } = await startProcess(t, { args })
  const { ca } = JSON.parse(await readFile(ready, 'utf8')) as { ca: string }
  t.equal(started.ca, ca, 'the certificate stands in what it prints, too')
  const { port } = new URL(started.clusters['canada']?.url ?? '')
  t.match(started.clusters['canada']?.url, `https://ci.example:${port}`)
  const pem = join(runFolder(), 'ca.pem')
  await writeFile(pem, ca)
  const { stdout } = await run('curl', [
    ...['-s', '--cacert', pem, '--resolve', `ci.example:${port}:127.0.0.1`, '-u', 'admin:nutanix/4u'],
    `https://ci.example:${port}/api/nutanix/v2.0/cluster`
  ])
  t.match(JSON.parse(stdout), { name: 'canada' })
})

t.test('a port that is taken, and a variable with a typing mistake, are told in a way that helps', async t => {
  const { url } = await startProcess(t)
  const { port } = new URL(url)
  const env = {
    ...process.env,
    XDG_RUNTIME_DIR: runFolder(),
    PESIM_SERVICE_HOST: '10.0.0.1',
    PESIM_PORT: 'tcp://10.0.0.1:9440',
    PESIM_FIXTUR: 'x'
  }
  const failed = (await run(process.execPath, [command, 'start', '--listen', `france=127.0.0.1:${port}`], {
    env
  }).catch((error: unknown) => error)) as { code: number; stderr: string }
  t.equal(failed.code, 3)
  t.match(failed.stderr, `127.0.0.1:${port} is in use by another process: --port ${Number(port) + 100} takes another`)
  t.match(failed.stderr, /PESIM_FIXTUR means nothing to pesim \(did you mean PESIM_FIXTURE\?\)/)
  t.notMatch(failed.stderr, /PESIM_SERVICE|PESIM_PORT/)
})
