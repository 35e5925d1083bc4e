/**
 * How long a start takes: from the process to the first answer that a client can use, an authenticated `GET v2.0/cluster`
 * over TLS, beside a bare Fastify that is bundled the same way and answers over the same transport. Each has been started
 * once before and left alone for a while, as a user's second start is: compiled code is kept from there on. A first start,
 * too, which finds what the build has compiled ahead and nothing else.
 *
 *   npm run bench:start                              this build
 *   npm run bench:start -- PATH-OF-ITS-BIN       another one as well, in the same run
 */
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join, resolve as absolute } from 'node:path'
import { performance } from 'node:perf_hooks'
import { freePort, median, report, root, spread } from './support.js'
import { createCertificate } from '../server/http/listen/certificate.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 10)
const AIM = 1.3
const LIMIT_MS = 20_000
/** By then compiled code has been kept (bin/compile-cache.cjs). */
const KEPT_AFTER_MS = 4_000

interface Contestant {
  readonly args: (port: number) => readonly string[]
  readonly path: string
  /** Each finds nothing that an earlier start has kept. */
  readonly isFirst?: boolean
}

async function answers(port: number, path: string): Promise<boolean> {
  return new Promise(resolve => {
    const options = { host: '127.0.0.1', port, path, auth: 'admin:nutanix/4u', agent: false, rejectUnauthorized: false }
    request(options, response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
      .on('error', () => resolve(false))
      .end()
  })
}

/** Milliseconds from the start of a process to its first answer, after which it is left alone for so many more. */
async function startOf({ args, path, isFirst = false }: Contestant, linger = 0): Promise<number> {
  const port = await freePort()
  const env = isFirst ? { ...process.env, TMPDIR: await mkdtemp(join(folder, 'tmp-')) } : process.env
  const before = performance.now()
  const child = spawn(process.execPath, args(port), { stdio: 'ignore', cwd: root, env })
  try {
    while (!(await answers(port, path))) {
      if (performance.now() - before > LIMIT_MS) throw new Error(`${args(port).join(' ')} did not answer in time`)
    }
    const took = performance.now() - before
    await new Promise(resolve => setTimeout(resolve, linger))
    return took
  } finally {
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}

/** Fastify with one route, bundled as pesim is. */
async function bareFastify(folder: string): Promise<string> {
  const bundle = join(folder, 'bare.cjs')
  const tls = createCertificate(['127.0.0.1'], new Date())
  await writeFile(
    join(folder, 'bare.mjs'),
    `import { fastify } from ${JSON.stringify(join(root, 'node_modules/fastify/fastify.js'))}
     const app = fastify({ https: ${JSON.stringify(tls)} })
     app.get('/', async () => ({ ok: true }))
     app.listen({ port: Number(process.argv[2]) })`
  )
  await build({
    entryPoints: [join(folder, 'bare.mjs')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    logLevel: 'error'
  })
  return bundle
}

const pesim = (bin: string, isFirst = false): Contestant => ({
  args: port => [bin, 'start', '--listen', `france=127.0.0.1:${port}`],
  path: '/PrismGateway/services/rest/v2.0/cluster',
  isFirst
})

const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
try {
  const bare = await bareFastify(folder)
  const contestants: Record<string, Contestant> = {
    'bare Fastify': { args: port => [bare, String(port)], path: '/' },
    pesim: pesim('bin/pesim.cjs'),
    'pesim, first': pesim('bin/pesim.cjs', true),
    ...Object.fromEntries(
      process.argv
        .slice(2)
        .filter(each => !each.startsWith('--'))
        .map(bin => [bin, pesim(absolute(bin))])
    )
  }
  const times = Object.fromEntries(Object.keys(contestants).map(name => [name, [] as number[]]))
  for (const contestant of Object.values(contestants)) await startOf(contestant, KEPT_AFTER_MS)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, contestant] of Object.entries(contestants)) times[name]?.push(await startOf(contestant))
  }
  const base = median(times['bare Fastify'] ?? [])
  console.log(
    `process start to first authenticated GET v2.0/cluster over TLS, median of ${ROUNDS}, interleaved; Node ${process.version}`
  )
  for (const [name, values] of Object.entries(times)) {
    const ms = median(values)
    console.log(`${name.padEnd(14)} ${ms.toFixed(0).padStart(5)} ms  x ${(ms / base).toFixed(2)}`)
  }
  const ratio = median(times['pesim'] ?? []) / base
  const first = median(times['pesim, first'] ?? []) / base
  console.log(`aim: at most x ${AIM} of a bare Fastify: ${ratio <= AIM ? 'met' : 'missed'}`)
  report({
    figures: [
      { name: 'start of a bare Fastify', value: base, unit: 'ms', spread: spread(times['bare Fastify'] ?? []) },
      { name: 'start of pesim', value: median(times['pesim'] ?? []), unit: 'ms', spread: spread(times['pesim'] ?? []) },
      { name: 'start, of a bare Fastify', value: ratio, unit: 'x', aim: { most: AIM } },
      { name: 'first start after a build, of a bare Fastify', value: first, unit: 'x', aim: { most: AIM } }
    ]
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
