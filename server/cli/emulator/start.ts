/** `pesim start`: starts the emulator, prints its addresses and stops it on SIGINT and SIGTERM. */
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { readConfig, settings, unknownVariables } from '../../config/index.js'
import type { Config, Flags } from '../../config/index.js'
import { wallClock } from '../../engine/index.js'
import { replaceFile } from '../../files/index.js'
import { serve } from '../../index.js'
import { LOG_VARIABLE, detach } from './detach.js'
import type { Answering } from './detach.js'
import type { CatchUp, Login, Started } from '../../index.js'
import { version } from '../../contracts/index.js'
import { EXIT_OK, columns, startProgress } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { makeReady } from './ready-file.js'
import { birthOf, readRunFiles, refuseTakenName, withExamples, writeRunFile } from '../running/index.js'
import type { RunFile } from '../running/index.js'

const AUTO_TOKEN = 'auto'
const TOKEN_BYTES = 18

interface StartConfig extends Config {
  /** Whether the token was made by this start, so that only its output has it. */
  readonly tokenMade?: true
}

export const registerStart: RegisterCommand = (program, io, finish) => {
  const start = program.command('start').description('serve both clusters until told to end')
  addSettings(start)
  start.option('--detach', 'go on in the background once everything answers; pesim stop ends it')
  withExamples(start, [
    'pesim start',
    'pesim start --detach --fixture france-canada-protected --clock frozen',
    'pesim start --port 0 --json',
    'pesim start --detach --port 0 --name blue',
    'pesim start --bind 0.0.0.0 --advertise pesim.corp.example --control-token secret'
  ])
  start
    .addHelpText('after', '\nEach has a variable too: PESIM_READY_FILE stands for --ready-file. A flag wins.')
    .action(async () => {
      const config = withToken(readConfig(flagsOf(start.opts()), io.env))
      for (const warning of unknownVariables(io.env)) io.stderr.write(`pesim: ${warning}\n`)
      finish(start.opts()['detach'] === true ? await detach(config, io) : await runStart(config, io))
    })
}

function addSettings(start: Command): void {
  for (const { flag, value, description, defaultText, unit, repeatable } of settings) {
    const text = `${description} (default: ${defaultText}${unit && ` ${unit}`})`
    if (repeatable) start.option(`--${flag} <${value}>`, text, (one, all: string[] = []) => [...all, one])
    else start.option(value === undefined ? `--${flag} [true|false]` : `--${flag} <${value}>`, text)
  }
}

/** Commander keys options by their camelCase name. */
function flagsOf(options: Record<string, Flags[string]>): Flags {
  const camelCase = (flag: string): string => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(settings.map(({ flag }) => [flag, options[camelCase(flag)]]))
}

/** `auto` stands for a token that nobody knows before, and that the start prints. */
function withToken(config: Config): StartConfig {
  if (config.controlToken !== AUTO_TOKEN) return config
  return { ...config, controlToken: randomBytes(TOKEN_BYTES).toString('base64url'), tokenMade: true }
}

/** Returns the exit code. Throws what kept the emulator from starting. */
async function runStart(config: StartConfig, io: Io): Promise<number> {
  const { readyFile, name } = config
  if (name !== undefined) refuseTakenName(name, await readRunFiles(io.env))
  if (readyFile !== undefined) await makeReady(readyFile)
  const emulator = await serve(config)
  let runFile: string | undefined
  try {
    const { control, clusters, central, ca } = emulator
    if (readyFile !== undefined) await replaceFile(readyFile, `${JSON.stringify({ control, clusters, central, ca })}\n`)
    const run = runOf(config, emulator, { env: io.env, born: await birthOf(process.pid) })
    runFile = await writeRunFile(io.env, run).catch((error: unknown) => {
      io.stderr.write(`pesim: other commands cannot find this emulator by themselves: ${(error as Error).message}\n`)
      return undefined
    })
    io.stdout.write(config.json ? `${JSON.stringify(announcement(config, emulator))}\n` : greeting(config, emulator))
    const answering: Answering = { run, notes: emulator.notes }
    io.tellParent?.(answering)
    void showCatchUp(emulator.catchUp, config, io)
    await stopped(io.stop)
  } finally {
    if (runFile !== undefined) await rm(runFile, { force: true })
    if (readyFile !== undefined) await rm(readyFile, { force: true })
    await emulator.stop() // throws where something could not be saved
  }
  return EXIT_OK
}

interface OwnProcess extends Pick<Io, 'env'> {
  readonly born: string | undefined
}

function runOf(
  { controlToken: token, name }: Config,
  { url, clusters, central, ca }: Started,
  { env, born }: OwnProcess
): RunFile {
  const log = env[LOG_VARIABLE]
  return {
    ...{ pid: process.pid, version, started: wallClock() / 1000 },
    ...{ url, clusters, central },
    ...(name !== undefined && { name }),
    ...(born !== undefined && { born }),
    ...(ca !== undefined && { ca }),
    ...(token !== undefined && { token }),
    ...(log !== undefined && { log })
  }
}

/** How often it is looked how far it is, in milliseconds. */
const LOOK_MS = 500

/** A bar for as long as a kept lab has days to catch up with. */
async function showCatchUp({ days, passedDays, ended }: CatchUp, { json }: Config, io: Io): Promise<void> {
  if (days < 1) return
  const progress = startProgress(io, days, { json })
  const show = (): void =>
    progress.at(passedDays(), `catches up: ${Math.floor(passedDays())} of ${Math.round(days)} simulated days`)
  show()
  const look = setInterval(show, LOOK_MS)
  await ended
  clearInterval(look)
  progress.end()
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function announcement(config: StartConfig, started: Started): object {
  const { control, docs, clusters, central, ca, clock, notes } = started
  const made = config.tokenMade === true && { control_token: config.controlToken }
  return { version, control, ...made, docs, clusters, central, ...(ca !== undefined && { ca }), clock, notes }
}

function greeting(config: StartConfig, started: Started): string {
  const { control, docs, clusters, central, clock, notes, continued } = started
  const place = ({ url, host }: Login): string => url ?? `no address of its own: ask any other for Host ${host}`
  const pace = clock.mode === 'frozen' ? 'frozen' : `running, ${clock.rate} simulated s per s`
  const rows = [
    ...Object.entries(clusters).map(([name, access]) => [name, place(access)]),
    ['prism central', place(central)],
    ['log in', `${config.user} / ${config.password}`],
    ['docs', docs],
    ['control', control],
    ...(config.tokenMade === true ? [['control token', config.controlToken ?? '']] : []),
    ['clock', `${clock.now}, ${pace}`]
  ]
  return [
    `pesim ${version}, ${continued ? `the lab kept in ${config.data}` : `fixture ${config.fixture}`}`,
    '',
    ...columns(rows).map(line => `  ${line}`),
    '',
    ...notes.map(note => `  ${note}`),
    ''
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
