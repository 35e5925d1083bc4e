/** Addresses of labs: each has its own, over real connections, with a certificate that clients can trust. */
import type { IncomingMessage } from 'node:http'
import { createServer, request as requestTls } from 'node:https'
import { once } from 'node:events'
import t from 'tap'
import type { Test } from 'tap'
import { Triples, openLabListeners } from '../../server/app/labs/lab-listeners.js'
import { refuseUnreadable } from '../../server/app/refuse-outside.js'
import { createCertificate } from '../../server/http/listen/index.js'
import { startEmulator } from '../../server/index.js'
import type { EmulatorOptions } from '../../server/index.js'

interface Asked {
  readonly status: number | undefined
  readonly body: unknown
}

/** Trusts nothing but the certificate; rejects where there is no connection, or the certificate is of another name. */
async function ask(
  url: string,
  { ca, method = 'GET', body, host }: { ca?: string | undefined; method?: string; body?: object; host?: string } = {}
): Promise<Asked> {
  const authorization = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json', ...(host !== undefined && { host }) }
  const request = requestTls(url, {
    method,
    headers,
    agent: false,
    ...(ca === undefined ? { rejectUnauthorized: false } : { ca })
  })
  request.end(body === undefined ? undefined : JSON.stringify(body))
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  for await (const part of answer) text += String(part)
  return { status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) }
}

async function started(t: Test, options: EmulatorOptions = {}) {
  const checked = { validateResponses: true }
  const running = await startEmulator({ clock: 'frozen', logLevel: 'silent', ...checked, ...options })
  t.teardown(() => running.stop())
  return running
}

interface LabDto {
  control: string
  certificate: string
  clusters: Record<string, { url: string; host: string }>
  central: { url: string }
}

t.test('a lab has three addresses of its own at the port of the product, which need no DNS', async t => {
  const { control, clusters } = await started(t)
  const make = async (body: object): Promise<LabDto> =>
    (await ask(`${control}/labs`, { method: 'POST', body })).body as LabDto
  const one = await make({ name: 'one' })
  const two = await make({ name: 'two', fixture: 'france-canada-protected' })
  const urls = [one, two].map(lab => [lab.clusters['france']?.url, lab.clusters['canada']?.url, lab.central.url])
  for (const of of urls) {
    t.match(of[0], /^https:\/\/127\.\d+\.\d+\.1:9440$/)
    t.match(of[1], /\.2:9440$/)
    t.match(of[2], /\.3:9440$/)
  }
  t.equal(new Set(urls.flat()).size, 6)

  const domains = '/PrismGateway/services/rest/v2.0/protection_domains/'
  const count = async (url: string | undefined, ca?: string): Promise<number> => {
    const { body } = await ask(`${url}${domains}`, { ca })
    return (body as { entities: unknown[] }).entities.length
  }
  t.equal(await count(one.clusters['france']?.url, one.certificate), 0, 'its certificate is for its addresses')
  t.equal(await count(two.clusters['france']?.url, two.certificate), 1)
  await t.rejects(count(one.clusters['france']?.url, two.certificate), 'each has its own')
  t.match(await ask(`${two.control}/labs/one/clusters`), {
    status: 200,
    body: { clusters: [{ name: 'france', addresses: [new URL(one.control).hostname] }, { name: 'canada' }] }
  })
  const main = clusters['france']?.url ?? ''
  t.match(await ask(`${main}${domains}`, { host: 'france.two.localhost' }), { body: { entities: [{ name: 'gold' }] } })
  t.match(await ask(`${one.control}/clock/advance`, { method: 'POST', body: { seconds: 60 } }), { status: 200 })
  const at = async (of: string): Promise<unknown> =>
    ((await ask(`${of}/clock`)).body as { now_usecs: number }).now_usecs
  t.not(await at(one.control), await at(control), 'the clock at its address is its own')

  t.match(await ask(`${control}/labs/main`), { body: { name: 'main', control, certificate: /BEGIN CERTIFICATE/ } })
  t.match(
    await ask(`${one.control}/labs/one`, { method: 'DELETE' }),
    { status: 200 },
    'also where it is request itself'
  )
  const gone = await ask(`${control}/labs/one`)
  t.equal(gone.status, 404)
})

t.test('where the port of the product is taken a lab takes the next triple, then free ports', async t => {
  const pair = createCertificate(['localhost'], new Date())
  const setup = { handler: () => undefined, refuseUnreadable, tls: 'own', unref: false } as const
  const numbered = (): Triples => new Triples(process.pid + 1)
  const block = async (triple: string): Promise<void> => {
    const server = createServer(pair).listen({ host: `${triple}.1`, port: 9440, exclusive: true })
    await once(server, 'listening')
    t.teardown(() => server.close())
  }
  const open = async (): Promise<string[]> => {
    const listeners = await openLabListeners('lab', ['france', 'canada'], setup, numbered())
    t.teardown(() => listeners.close())
    return listeners.open.map(({ url }) => url)
  }
  const triples = numbered().of('lab')
  const [first = '', second = ''] = triples
  await block(first)
  t.same(await open(), [`https://${second}.1:9440`, `https://${second}.2:9440`])
  for (const triple of triples.slice(2)) await block(triple)
  const [free = ''] = await open()
  t.match(free, new RegExp(`^https://${first.replaceAll('.', '\\.')}\\.1:\\d+$`))
  t.notMatch(free, /:9440$/)
})

t.test('a kept lab has its addresses again after a restart, and another directory has others', async t => {
  const data = t.testdir({})
  const urlsOf = ({ clusters, central }: LabDto): string[] => [
    ...Object.values(clusters).map(({ url }) => url),
    central.url
  ]
  const first = await started(t, { data })
  const made = (await ask(`${first.control}/labs`, { method: 'POST', body: { name: 'one' } })).body as LabDto
  await ask(`${first.control}/labs`, { method: 'POST', body: { name: 'two' } })
  await first.stop()

  const second = await started(t, { data })
  const again = (await ask(`${second.control}/labs/one`)).body as LabDto
  await second.stop()
  t.same(urlsOf(again), urlsOf(made))
  t.not(new Triples(1, '/a').of('one')[0], new Triples(1, '/b').of('one')[0])
  t.equal(new Set(new Triples(1, '/a').of('one')).size, 4, 'where one is taken there are others')
})

t.test('without TLS labs have none either', async t => {
  const { control } = await started(t, { http: true })
  const made = await fetch(`${control}/labs`, { method: 'POST' })
  const lab = (await made.json()) as LabDto
  t.match(lab.clusters['france']?.url, /^http:\/\/127\./)
  t.equal(lab.certificate, undefined)
  t.equal((await fetch(`${lab.control}/clock`)).status, 200)
})
