/** Checks that `--ready-file` can be written before any listener opens. */
import { rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from '../../config/index.js'

/** Removes what an earlier run left there, which would be a lie. Throws `ConfigError` where no file can be written. */
export async function makeReady(path: string): Promise<void> {
  const folder = dirname(path)
  const [there, around] = await Promise.all([path, folder].map(place => stat(place).catch(() => undefined)))
  if (there?.isDirectory() === true) throw new ConfigError(`--ready-file ${path} is a folder`)
  if (around?.isDirectory() !== true) throw new ConfigError(`--ready-file ${path}: there is no folder ${folder}`)
  const trial = `${path}.${process.pid}`
  try {
    await rm(path, { force: true })
    await writeFile(trial, '', { flag: 'wx' })
  } catch (error) {
    throw new ConfigError(`--ready-file ${path} cannot be written in ${folder}: ${(error as Error).message}`)
  } finally {
    await rm(trial, { force: true })
  }
}
