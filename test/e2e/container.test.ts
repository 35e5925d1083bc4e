/** What the container is made of, where it can be tried without an engine: its settings, its health check, the client of compose.yaml. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { parse } from 'yaml'
import { startProcess } from '../support/process.js'

const run = promisify(execFile)

t.test('the client of compose.yaml plays the guide, and trusts the certificate of the volume', async t => {
  const data = await mkdtemp(join(tmpdir(), 'pesim-container-'))
  t.teardown(() => rm(data, { recursive: true, force: true }))
  const { started } = await startProcess(t, { args: ['--https', '--port', '0', '--data', data, '--clock', 'frozen'] })
  const { france, canada } = started.clusters
  const { stdout } = await run(process.execPath, ['examples/compose/guide.mjs'], {
    env: {
      ...{ FRANCE_URL: france?.url, CANADA_URL: canada?.url, FRANCE_ADDRESS: '127.0.0.1', CANADA_ADDRESS: '127.0.0.2' },
      NODE_EXTRA_CA_CERTS: join(data, 'certificate.pem')
    }
  })
  t.equal(stdout, 'In Canada: app01, db01, web01\n')
})

t.test('compose.yaml has the subnets of the guide and a client that waits for a healthy emulator', async t => {
  const { services, networks } = parse(readFileSync('compose.yaml', 'utf8')) as {
    services: Record<
      string,
      { networks: Record<string, object>; environment: Record<string, string>; depends_on?: object }
    >
    networks: Record<string, { ipam: { config: { subnet: string }[] } }>
  }
  t.same(
    Object.values(networks).map(({ ipam }) => ipam.config[0]?.subnet),
    ['192.168.0.0/24', '192.168.10.0/24']
  )
  t.match(services['pesim']?.networks, {
    france: { ipv4_address: '192.168.0.50', aliases: ['prism-france'] },
    canada: { ipv4_address: '192.168.10.50', aliases: ['prism-canada'] }
  })
  t.match(services['client']?.depends_on, { pesim: { condition: 'service_healthy' } })
})

t.test('the health check follows readiness, and a token of auto is made and told once', async t => {
  const { started, url, end } = await startProcess(t, {
    args: ['--bind', '0.0.0.0', '--port', '0'],
    env: { PESIM_CONTROL_TOKEN: 'auto' }
  })
  const health = join('bin', 'healthy.cjs')
  const { port } = new URL(url)
  const env = { ...process.env, PESIM_HEALTH_URL: `http://127.0.0.1:${port}` }
  await t.resolves(run(process.execPath, [health], { env }))
  const token = (started as unknown as { control_token: string }).control_token
  t.match(token, /^[\w-]{24}$/)
  const clock = `http://127.0.0.1:${port}/emulator/v1/clock`
  t.equal((await fetch(clock)).status, 403)
  t.equal((await fetch(clock, { headers: { authorization: `Bearer ${token}` } })).status, 200)
  await end('SIGTERM')
  await t.rejects(run(process.execPath, [health], { env }))
})
