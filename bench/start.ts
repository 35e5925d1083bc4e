/** How long a start takes, from the process to its first answer, beside that of a bare Fastify that is bundled the same way. */
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

const ROUNDS = Number(process.env['ROUNDS'] ?? 10)
const AIM = 1.5
const LIMIT_MS = 20_000
const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function answers(url: string): Promise<boolean> {
  return new Promise(resolve => {
    get(url, { agent: false }, response => {
      response.resume()
      resolve(response.statusCode === 200)
    }).on('error', () => resolve(false))
  })
}

/** Milliseconds from the start of a process to its first answer. */
async function startOf(args: readonly string[], url: string): Promise<number> {
  const before = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore', cwd: root })
  try {
    while (!(await answers(url))) {
      if (performance.now() - before > LIMIT_MS) throw new Error(`${args.join(' ')} did not answer in ${LIMIT_MS} ms`)
    }
    return performance.now() - before
  } finally {
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}

const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
try {
  const bare = join(folder, 'bare.cjs')
  await writeFile(
    join(folder, 'bare.mjs'),
    `import { fastify } from ${JSON.stringify(join(root, 'node_modules/fastify/fastify.js'))}
     const app = fastify()
     app.get('/', async () => ({ ok: true }))
     app.listen({ port: Number(process.argv[2]) })`
  )
  await build({
    entryPoints: [join(folder, 'bare.mjs')],
    outfile: bare,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    logLevel: 'error'
  })

  const contestants = {
    'bare Fastify': (port: number) => ({ args: [bare, String(port)], url: `http://127.0.0.1:${port}/` }),
    'pesim, HTTP': (port: number) => ({
      args: ['bin/pesim.cjs', 'start', '--http', '--listen', `france=127.0.0.1:${port}`],
      url: `http://127.0.0.1:${port}/emulator/v1/health`
    })
  }
  const times = Object.fromEntries(Object.keys(contestants).map(name => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const { args, url } = contestant(await freePort())
      times[name]?.push(await startOf(args, url))
    }
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
  const base = median(times['bare Fastify'] ?? [])
  console.log(`process start to first answer, median of ${ROUNDS}, interleaved; Node ${process.version}`)
  for (const [name, values] of Object.entries(times)) {
    console.log(
      `${name.padEnd(14)} ${median(values).toFixed(0).padStart(5)} ms  x ${(median(values) / base).toFixed(2)}`
    )
  }
  const ratio = median(times['pesim, HTTP'] ?? []) / base
  console.log(`aim: at most x ${AIM} of a bare Fastify: ${ratio <= AIM ? 'met' : 'missed'}`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
