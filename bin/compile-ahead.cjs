/**
 * Compiles ahead what a first start needs: starts the bundle once, asks it what a first client asks, and leaves what V8 has
 * compiled by then in `dist/compiled`, where `bin/compile-cache.cjs` looks for it. It fits this Node alone. A build does it at
 * its end, and an image when it is built.
 */
'use strict'
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { existsSync, mkdirSync, mkdtempSync, rmSync } = require('node:fs')
const { request } = require('node:https')
const { tmpdir } = require('node:os')
const { dirname, join, relative } = require('node:path')
const { createInterface } = require('node:readline')
const { text } = require('node:stream/consumers')
const { clearTimeout, setTimeout } = require('node:timers')
const { loadToCompileAhead, placeBeside } = require('./compile-cache.cjs')

const bundle = require.resolve('../dist/pesim.cjs')
const START = ['start', '--bind', '127.0.0.1', '--port', '0', '--clock', 'frozen', '--json', '--log-level', 'silent']
/** A start that has not answered by then is ended: a build does not wait for it. */
const LIMIT_MS = 60_000
const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

/** What a first client asks. Where more is asked more is kept, and each megabyte of it takes some 10 ms of every start. */
const QUESTIONS = [
  `${V2}/cluster`,
  `${V2}/vms`,
  `${V2}/remote_sites`,
  `${V2}/protection_domains`,
  `${V1}/cluster`,
  `${V1}/vms?count=50`
]

if (process.argv[2] === START[0]) start()
else
  compileAhead().catch(({ message }) => {
    console.error(`Nothing was compiled ahead, so a first start takes longer: ${message}`)
    process.exitCode = 1
  })

/** Until whoever has asked it closes its input. What ends a process is no part of a start. */
function start() {
  const { loaded, keep } = loadToCompileAhead(bundle, START[0])
  process.stdin.resume().once('end', () => {
    keep()
    process.exit()
  })
  loaded.run(process)
}

async function compileAhead() {
  const place = placeBeside(bundle, START[0])
  mkdirSync(dirname(place), { recursive: true })
  rmSync(place, { force: true })
  const folder = mkdtempSync(join(tmpdir(), 'pesim-compile-ahead-'))
  try {
    await startOnce(environment(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (!existsSync(place)) throw new Error(`${place} was not written`)
  console.log(
    `${relative(process.cwd(), dirname(place))}  a first start and its first answers, for Node ${process.version}`
  )
}

/** With the flags of this process: V8 takes what it has made with the same alone. */
async function startOnce(env) {
  const args = [...process.execArgv, __filename, ...START]
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
  try {
    const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => [])])
    if (line.length === 0) throw new Error('pesim start ended before it answered')
    const { url, username, password } = JSON.parse(line[0]).clusters.france
    for (const path of QUESTIONS) await ask(url + path, `${username}:${password}`)
    child.stdin.end()
    await ended
  } finally {
    clearTimeout(limit)
    child.kill('SIGKILL')
  }
}

/** Nobody's settings, since what is compiled is what everybody needs; and nobody's commands find this emulator. */
function environment(folder) {
  const own = Object.entries(process.env).filter(([name]) => !/^(PESIM_|NODE_)/.test(name))
  return { ...Object.fromEntries(own), TMPDIR: folder, XDG_RUNTIME_DIR: folder }
}

async function ask(url, auth) {
  const asked = request(url, { auth, rejectUnauthorized: false }).end()
  const [answer] = await once(asked, 'response')
  const said = await text(answer)
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${said}`)
}
