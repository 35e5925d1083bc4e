/** `pesim start --detach`: starts the same in a process of its own, and returns once that answers. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config/index.js'
import { EXIT_FAILURE, EXIT_OK, columns } from '../core/index.js'
import type { Io } from '../core/index.js'
import { called, ownRunFolder } from '../running/index.js'
import type { RunFile } from '../running/index.js'

/** By which the process in the background knows where it logs, so that `pesim status` can say so. */
export const LOG_VARIABLE = '_PESIM_LOG'

/** What the process in the background says once it answers. */
export interface Answering {
  readonly run: RunFile
  /** What its user should know, a sentence each: see `startNotes`. */
  readonly notes: readonly string[]
}

/** Returns the exit code: that of the start where it ends before it answers. */
export async function detach(config: Config, io: Io): Promise<number> {
  const log = join(await ownRunFolder(io.env), `start-${process.pid}.log`)
  const [script = '', ...args] = process.argv.slice(1)
  const out = await open(log, 'w', 0o600)
  const child = spawn(process.execPath, [script, ...args.filter(arg => arg !== '--detach')], {
    detached: true,
    stdio: ['ignore', out.fd, out.fd, 'ipc'],
    env: { ...io.env, [LOG_VARIABLE]: log }
  })
  await out.close()
  const ready = once(child, 'message').then(([message]) => message as Answering)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const answering = await Promise.race([ready, ended.then(() => undefined)])
  if (answering === undefined) {
    io.stderr.write(await readFile(log, 'utf8'))
    return (await ended) ?? EXIT_FAILURE
  }
  child.unref()
  const { run, notes } = answering
  io.stdout.write(config.json ? `${JSON.stringify({ ...shownRun(run), notes })}\n` : said(answering))
  return EXIT_OK
}

/** Without the token: what is printed ends in logs. */
export function shownRun({ token: _, ...run }: RunFile): Omit<RunFile, 'token'> {
  return run
}

function said({ run, notes }: Answering): string {
  const sites = [...Object.entries(run.clusters), ['prism central', run.central] as const]
  const rows = sites.map(([name, { url, host }]) => [name, url ?? `Host ${host} at any other`])
  return [
    `pesim ${run.version} goes on as ${called(run)}`,
    '',
    ...columns([...rows, ['log', run.log ?? '-']]).map(line => `  ${line}`),
    '',
    ...(notes.length > 0 ? [...notes.map(note => `  ${note}`), ''] : []),
    '  pesim status shows it, eval "$(pesim env)" names it to other programs, pesim stop ends it',
    ''
  ].join('\n')
}
