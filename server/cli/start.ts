/** `pesim start`: starts the emulator, says where it is, and stops it when the process is told to end. */
import { rm } from 'node:fs/promises'
import type { Config } from '../config/index.js'
import { replaceFile } from '../files/index.js'
import { serve } from '../index.js'
import type { Emulator } from '../index.js'
import type { Io } from './core/index.js'
import { version } from '../contracts/index.js'

/** Returns the exit code. Throws what kept the emulator from starting. */
export async function runStart(config: Config, io: Io): Promise<number> {
  const { readyFile } = config
  if (readyFile !== undefined) await rm(readyFile, { force: true }) // one of an earlier run would be a lie
  const emulator = await serve(config)
  try {
    const { control, clusters, central } = emulator
    io.stdout.write(config.json ? `${JSON.stringify(announcement(emulator))}\n` : greeting(config, emulator))
    if (readyFile !== undefined) await replaceFile(readyFile, `${JSON.stringify({ control, clusters, central })}\n`)
    await stopped(io.stop)
  } finally {
    if (readyFile !== undefined) await rm(readyFile, { force: true })
    await emulator.stop() // throws where something could not be saved
  }
  return 0
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function announcement({ control, docs, clusters, central, clock, notes }: Emulator): object {
  return { version, control, docs, clusters, central, clock, notes }
}

function greeting(config: Config, { control, docs, clusters, central, clock, notes }: Emulator): string {
  const urls = Object.entries(clusters).map(([name, { url }]) => [name, url])
  const pace = clock.mode === 'frozen' ? 'frozen' : `running, ${clock.rate} simulated s per s`
  const rows = [
    ...urls,
    ['prism central', central.url],
    ['log in', `${config.user} / ${config.password}`],
    ['docs', docs],
    ['control', control],
    ['clock', `${clock.now}, ${pace}`]
  ]
  const width = Math.max(...rows.map(([label = '']) => label.length))
  return [
    `pesim ${version}, fixture ${config.fixture}`,
    '',
    ...rows.map(([label = '', text = '']) => `  ${label.padEnd(width)}  ${text}`),
    '',
    ...notes.map(note => `  ${note}`),
    ''
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
