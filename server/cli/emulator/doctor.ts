/** `pesim doctor`: what is in the way of an emulator on this machine, and of the clients that ask it. */
import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:net'
import { ControlRefused } from '../../client/index.js'
import { unknownVariables } from '../../config/index.js'
import { version } from '../../contracts/index.js'
import { wallClock } from '../../engine/index.js'
import { EXIT_FAILURE, EXIT_OK, columns, painter } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { addTarget, clientOf, findEmulator, readRunFiles, show, urlsOf, withExamples } from '../running/index.js'
import type { FoundEmulator, TargetFlags } from '../running/index.js'

type Verdict = 'ok' | 'note' | 'wrong'

interface Finding {
  readonly about: string
  readonly verdict: Verdict
  readonly says: string
}

type Ask = (io: Io, found: FoundEmulator) => Finding[] | Promise<Finding[]>

/** Oldest Node that pesim runs on. */
const NODE_LEAST = [20, 19] as const
/** Ports and addresses of a start without flags. */
const PORT = 9440
const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
/** How long an emulator may take to say its version, in milliseconds. */
const ANSWER_MS = 5_000

const DAY_MS = 86_400_000

export const registerDoctor: RegisterCommand = (program, io, finish) => {
  const doctor = addTarget(
    program
      .command('doctor')
      .description('tell what is in the way: port, certificate, proxy, clock, version, other emulators')
  )
  withExamples(doctor, ['pesim doctor', 'pesim doctor --json', 'pesim doctor --target https://10.0.0.10:9440'])
  doctor
    .addHelpText('after', '\nExit code 1 where something is wrong.')
    .action(async (flags: TargetFlags & { json?: boolean }) => {
      const found = await findEmulator(flags, io)
      const findings = (await Promise.all(questions.map(async ask => ask(io, found)))).flat()
      const paint = painter(io)
      const marks = { ok: paint('green', 'ok   '), note: 'note ', wrong: paint('red', 'WRONG') }
      const lines = columns(findings.map(({ about, verdict, says }) => [marks[verdict], about, says]))
      show({ value: { findings }, lines }, flags, io)
      finish(findings.some(({ verdict }) => verdict === 'wrong') ? EXIT_FAILURE : EXIT_OK)
    })
}

const node: Ask = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const old = major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1])
  const says = `Node ${process.versions.node}${old ? `: pesim needs ${NODE_LEAST.join('.')} or later` : ''}`
  return [{ about: 'node', verdict: old ? 'wrong' : 'ok', says }]
}

/** Whether the emulator that is meant answers, with this version, and what its clock does. */
const emulator: Ask = async (io, found) => {
  using client = clientOf(found, io, ANSWER_MS)
  try {
    const other = (await client.get('/version')).version
    const same = other === version
    const { mode, now } = await client.get('/clock')
    return [
      { about: 'emulator', verdict: 'ok', says: `answers at ${found.url} (${found.by})` },
      same
        ? { about: 'version', verdict: 'ok', says: `${version}, here and there` }
        : {
            about: 'version',
            verdict: 'wrong',
            says: `this is ${version}, and ${found.url} is ${other}: start it again`
          },
      mode === 'frozen'
        ? {
            about: 'clock',
            verdict: 'note',
            says: `frozen at ${now}: nothing happens by itself; pesim clock run, or advance`
          }
        : { about: 'clock', verdict: 'ok', says: `running, ${now}` }
    ]
  } catch (error) {
    const { message } = error as Error
    const named = found.by !== 'nothing that was started here'
    const verdict = named || error instanceof ControlRefused ? 'wrong' : 'note'
    return [
      { about: 'emulator', verdict, says: named ? `${message} (${found.by})` : `none was started here: ${message}` }
    ]
  }
}

/** Whether a start without flags could listen. What our own emulators hold is no trouble. */
const port: Ask = async io => {
  const own = (await readRunFiles(io.env)).flatMap(urlsOf).map(url => new URL(url).host)
  const findings = await Promise.all(
    ADDRESSES.map(async (address): Promise<Finding> => {
      const place = `${address}:${PORT}`
      if (own.includes(place)) return { about: 'port', verdict: 'ok', says: `${place} is held by an emulator of yours` }
      const code = await bindFault(address, PORT)
      if (code === undefined) return { about: 'port', verdict: 'ok', says: `${place} is free` }
      if (code === 'EADDRNOTAVAIL')
        return {
          about: 'port',
          verdict: 'note',
          says: `${address} is no address here: the next ports of 127.0.0.1 are taken`
        }
      const says = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be listened on (${code})`
      return { about: 'port', verdict: 'wrong', says: `${place} ${says}: start with --port ${PORT + 100}` }
    })
  )
  return findings
}

async function bindFault(host: string, port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

const certificate: Ask = (_io, { ca, url, run }) => {
  if (url.startsWith('http:')) return [{ about: 'certificate', verdict: 'ok', says: 'none: it serves plain HTTP' }]
  if (ca === undefined) return []
  const { validFrom, validTo, checkHost, checkIP, ...parsed } = readCertificate(ca)
  const now = wallClock() / 1000
  if (parsed.fault !== undefined) return [{ about: 'certificate', verdict: 'wrong', says: parsed.fault }]
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
  if (now < from || now > to) {
    const says = `is valid from ${validFrom} to ${validTo}, and this machine says it is ${new Date(now).toUTCString()}`
    return [{ about: 'certificate', verdict: 'wrong', says }]
  }
  const { hostname } = new URL(url)
  const names = checkHost(hostname) ?? checkIP(hostname.replace(/^\[|\]$/g, ''))
  if (names === undefined)
    return [
      {
        about: 'certificate',
        verdict: 'wrong',
        says: `does not name ${hostname}: start with --advertise or --allow-host ${hostname}`
      }
    ]
  const hint = run === undefined ? '' : '; eval "$(pesim env)" makes curl, Python and Node trust it'
  return [
    {
      about: 'certificate',
      verdict: 'ok',
      says: `names ${hostname}, for ${Math.floor((to - now) / DAY_MS)} days${hint}`
    }
  ]
}

interface Certificate {
  readonly validFrom: string
  readonly validTo: string
  readonly checkHost: (name: string) => string | undefined
  readonly checkIP: (address: string) => string | undefined
  readonly fault?: string
}

function readCertificate(pem: string): Certificate {
  try {
    const read = new X509Certificate(pem)
    const { validFrom, validTo } = read
    return { validFrom, validTo, checkHost: name => read.checkHost(name), checkIP: address => read.checkIP(address) }
  } catch (error) {
    const none = (): undefined => undefined
    return { validFrom: '', validTo: '', checkHost: none, checkIP: none, fault: `is none: ${(error as Error).message}` }
  }
}

const proxy: Ask = ({ env }, { url }) => {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']
  const set = names.find(name => env[name])
  if (set === undefined) return [{ about: 'proxy', verdict: 'ok', says: 'none is set' }]
  const { hostname } = new URL(url)
  const spared = (env['NO_PROXY'] ?? env['no_proxy'] ?? '').split(/[\s,]+/).filter(Boolean)
  if (spared.some(name => name === '*' || name === hostname || hostname.endsWith(name.replace(/^\*?\.?/, '.'))))
    return [{ about: 'proxy', verdict: 'ok', says: `${set} is set, and NO_PROXY spares ${hostname}` }]
  const says = `${set} is set: clients ask it for ${hostname}; export NO_PROXY=${[...spared, hostname].join(',')}`
  return [{ about: 'proxy', verdict: 'wrong', says }]
}

const others: Ask = async (io, found) => {
  const runs = (await readRunFiles(io.env)).filter(({ pid }) => pid !== found.run?.pid)
  return runs.map(run => ({
    about: 'others',
    verdict: 'note',
    says: `another emulator runs as process ${run.pid}, version ${run.version}, at ${run.url}`
  }))
}

const variables: Ask = ({ env }) => unknownVariables(env).map(says => ({ about: 'variables', verdict: 'note', says }))

/** In the order of the answer. */
const questions: readonly Ask[] = [node, emulator, port, certificate, proxy, others, variables]
