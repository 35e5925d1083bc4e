/**
 * The Dockerfile as it stands, built by scripts/image.sh and started by runc: what it holds, who may ask it what, and that
 * what is kept survives its container. Needs root, and Debian's buildah, debootstrap and runc.
 */
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { buildImage, startContainer, volume } from './container.js'
import type { Container, ContainerOptions, Image } from './container.js'
import { ask, cable, host, on, setAddress } from './network.js'
import type { Answer, Host, Question } from './network.js'
import { output, skipWithout } from './tools.js'

const PAGE = join(import.meta.dirname, '../../../docs/container.md')
const BYTES_MAX = 7 * 1024 * 1024

/** Says of each file that was compiled ahead whether the image's own V8 takes it, and for which command. */
const FITS = `
  const { readFileSync, readdirSync } = require('node:fs')
  const { Module } = require('node:module')
  const { gunzipSync } = require('node:zlib')
  const { Script } = require('node:vm')
  const folder = '/app/dist/compiled'
  const source = Module.wrap(readFileSync('/app/dist/pesim.cjs', 'latin1'))
  console.log(JSON.stringify(readdirSync(folder).map(name => {
    const cachedData = gunzipSync(readFileSync(folder + '/' + name)).subarray(20)
    return [new Script(source, { cachedData }).cachedDataRejected === false, /-(\\w+)\\.gz$/.exec(name)[1]]
  })))`

const LOGIN = 'admin:nutanix/4u'
const V2 = '/api/nutanix/v2.0'
const ADDRESS = '192.168.0.50'
const PORTS = { france: 9440, canada: 9441, central: 9442 } as const

/** As in a pod beside a Service called pesim: its name stays, its address does not. */
const inCluster = {
  ...{ PESIM_SERVICE_HOST: '10.0.0.1', PESIM_SERVICE_PORT: '9440', PESIM_PORT: 'tcp://10.0.0.1:9440' },
  ...{ PESIM_ADVERTISE: 'pesim-0.pesim.lab.svc', PESIM_ALLOW_HOST: 'pesim-0.pesim.lab, pesim-0.pesim' }
}

const skip = skipWithout('root', 'buildah', 'debootstrap', 'runc', 'ip', 'curl')

t.test('the image of the Dockerfile', { skip }, async t => {
  const image = buildImage(t)
  const container = host(t, 'container')
  const client = host(t, 'client')
  cable([container, 'eth0'], [client, 'eth0'])
  setAddress(container, 'eth0', `${ADDRESS}/24`)
  setAddress(client, 'eth0', '192.168.0.20/24')

  t.test('it says what it is', async t => holds(t, image))
  t.test('its bill of materials is valid CycloneDX, and that of this checkout', async t => {
    const bill = readFileSync(join(image.files, 'app/dist/sbom.cdx.json'), 'utf8')
    t.equal(bill, readFileSync(join(import.meta.dirname, '../../../dist/sbom.cdx.json'), 'utf8'))
    t.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(bill), null)
    const { components } = JSON.parse(bill) as { components: { name: string }[] }
    for (const wanted of ['fastify', 'swagger-ui', 'preact']) t.ok(components.some(({ name }) => name === wanted))
  })
  t.test('a token is made, told once, and asked of everybody', async t => {
    const data = volume(t, image, '/data')
    const running = await startContainer(t, image, { on: container, env: { PESIM_DATA: '/data' }, data })
    const tokens = [...running.text().matchAll(/control token +(\S+)/g)].map(([, token]) => token)
    t.equal(tokens.length, 1)
    const [token = ''] = tokens
    t.match(token, /^[\w-]{24}$/)
    const get = asker(client, data)
    answersEverywhere(t, get)
    t.match(get({ url: control('clock') }), { status: 403 })
    t.match(get({ url: control('clock'), token: 'another' }), { status: 403 })
    t.match(get({ url: control('clock'), token }), { status: 200, body: { mode: 'running' } })
    await isConfined(t, running)
    t.equal(await running.end('TERM'), 0)
    t.equal(running.text().split(token).length, 2, 'and it is nowhere else in what it wrote')
  })
  t.test('a script fails over through the published ports', async t => {
    const [script = ''] = /^at=[^]*?(?=^```)/m.exec(readFileSync(PAGE, 'utf8')) ?? []
    const env = { PESIM_CONTROL_TOKEN: 'drill', PESIM_FIXTURE: 'france-canada-protected', PESIM_CLOCK: 'frozen' }
    const data = volume(t, image, '/data')
    const began = performance.now()
    const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1)
    const running = await startContainer(t, image, { on: container, env, data })
    const ready = seconds()
    const printed = on(client, 'env', `AT=${ADDRESS}`, 'bash', '-euo', 'pipefail', '-c', script)
    t.comment(`with the image at hand: 2 commands, it serves after ${ready} s, has failed over after ${seconds()} s`)
    t.match(printed, /"name":"app01"\n"name":"db01"\n"name":"web01"$/)
    t.equal(await running.end('TERM'), 0)
  })
  t.test('a token that is given is not told, and what changed is there in the next container', async t => {
    const data = volume(t, image, '/data')
    const token = 'given-from-outside'
    const options: ContainerOptions = {
      ...{ on: container, data },
      env: { ...inCluster, PESIM_DATA: '/data', PESIM_CONTROL_TOKEN: token, PESIM_CLOCK: 'frozen' }
    }
    const get = asker(client, data)
    const france = `https://prism-france:9440${V2}`
    const first = await startContainer(t, image, options)
    t.notMatch(first.text(), token)
    t.match(get({ url: `${france}/protection_domains`, login: LOGIN, post: { value: 'gold' } }), { status: 201 })
    t.match(get({ url: control('clock/advance'), token, post: { seconds: 3600 } }), { status: 200 })
    for (const name of ['pesim-0.pesim.lab.svc', 'pesim-0.pesim.lab', 'pesim-0.pesim'])
      t.match(get({ url: control('clock', name), token }), { status: 200 }, name)
    t.equal(await first.exec('node', '/app/bin/healthy.cjs'), 0, 'healthy')
    const clock = get({ url: control('clock'), token }).body
    const certificate = readFileSync(join(data, 'certificate.pem'), 'utf8')
    for (const signal of ['TERM', 'KILL'] as const) {
      const before = signal === 'TERM' ? first : await startContainer(t, image, options)
      await before.end(signal)
      setAddress(container, 'eth0', signal === 'TERM' ? '192.168.0.51/24' : '192.168.0.52/24')
      const after = await startContainer(t, image, options)
      t.match(get({ url: `${france}/protection_domains`, login: LOGIN }).body, { entities: [{ name: 'gold' }] }, signal)
      t.same(get({ url: control('clock'), token }).body, clock, 'the clock stands where it stood')
      t.equal(readFileSync(join(data, 'certificate.pem'), 'utf8'), certificate, 'and clients go on trusting it')
      await after.end('TERM')
    }
  })
})

const control = (path: string, host = 'prism-france'): string => `https://${host}:9440/emulator/v1/${path}`

/** Asks as another machine does, by name, and trusts what the volume has. */
function asker(client: Host, data: string): (question: Question) => Answer {
  return question => ask(client, join(data, 'certificate.pem'), { at: ADDRESS, ...question })
}

function holds(t: Test, { config, files }: Image): void {
  t.match(config, {
    User: /^[1-9]\d*:[1-9]\d*$/,
    Entrypoint: ['node', '/app/bin/pesim.cjs'],
    Healthcheck: { Test: ['CMD', 'node', '/app/bin/healthy.cjs'] },
    Labels: {
      'org.opencontainers.image.title': 'pesim',
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.base.name': /^docker\.io\/library\/node:24-alpine$/
    }
  })
  t.same(Object.keys(config.ExposedPorts).sort(), ['9440/tcp', '9441/tcp', '9442/tcp'])
  t.same(Object.keys(config.Volumes), ['/data'])

  const app = join(files, 'app')
  const names = readdirSync(app, { recursive: true, encoding: 'utf8' })
  const code = names.filter(name => /\.[cm]?js$/.test(name) && !name.startsWith('dist/static/')).sort()
  t.same(
    code,
    ['bin/compile-ahead.cjs', 'bin/compile-cache.cjs', 'bin/healthy.cjs', 'bin/pesim.cjs', 'dist/pesim.cjs'],
    'one file of code, and what compiles, starts and asks it'
  )
  t.match(
    JSON.parse(output('env', '--unset=NODE_OPTIONS', 'chroot', files, 'node', '--eval', FITS)),
    [[true, 'start']],
    'what was compiled ahead fits'
  )
  const bytes = names.map(name => statSync(join(app, name))).reduce((sum, { size }) => sum + size, 0)
  const of = (folder: string): number => Number(output('du', '--summarize', '--bytes', folder).split('\t')[0])
  const megabytes = (size: number): string => `${(size / 1e6).toFixed(1)} MB`
  t.comment(`${megabytes(bytes)} on top of its base; ${megabytes(of(files))} with the base that is built here`)
  t.ok(bytes <= BYTES_MAX, `${bytes} bytes on top of its base`)
}

function answersEverywhere(t: Test, get: (question: Question) => Answer): void {
  const prism = `${V2}/cluster`
  for (const path of ['health', 'ready']) t.match(get({ url: control(path, ADDRESS) }), { status: 200 }, `/${path}`)
  for (const cluster of ['france', 'canada'] as const) {
    const here = `https://prism-${cluster}:${PORTS[cluster]}${prism}`
    t.match(get({ url: here, login: LOGIN }), { status: 200, body: { name: cluster } }, `${cluster} at its port`)
    t.match(get({ url: here }), { status: 401 }, 'not without credentials')
    for (const port of Object.values(PORTS)) {
      const there = `https://prism-${cluster}:${port}${prism}`
      t.match(get({ url: there, login: LOGIN }).body, { name: cluster }, `${cluster} by Host name at ${port}`)
    }
  }
  const clusters = `https://prism-central:${PORTS.central}/api/nutanix/v3/clusters/list`
  const listed = get({ url: clusters, login: LOGIN, post: { kind: 'cluster' } })
  t.match(listed, { status: 200, body: { metadata: { total_matches: 3 } } }, 'Prism Central at its port')
}

/** Its own health check passes; it is nobody who could write where it should not. */
async function isConfined(t: Test, running: Container): Promise<void> {
  t.equal(await running.exec('node', '/app/bin/healthy.cjs'), 0, 'healthy')
  const script = (text: string): Promise<number | null> => running.exec('sh', '-c', text)
  t.not(await script('touch /app/x'), 0, 'the root file system is read-only')
  t.equal(await script('touch /data/x /tmp/x'), 0, 'the volume and /tmp are not')
  t.equal(
    await script('test "$(id -u)" = 1000 && grep -q "^CapEff:\\s*0*$" /proc/self/status'),
    0,
    'no root, no powers'
  )
}
