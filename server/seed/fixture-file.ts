/** A fixture as a person names one: by a name that the emulator knows, or by the path of a file on this machine. */
import { readFile } from 'node:fs/promises'
import { FixtureError } from './fixture.js'

/**
 * The content of a file where the text is a path, which a dot or a slash shows; else the text, which is a name. What is in
 * the file the emulator checks. Throws `FixtureError` for a file that cannot be read, or is no JSON.
 */
export async function nameOrContent(text: string): Promise<string | Record<string, unknown>> {
  if (!/[./\\]/.test(text)) return text
  try {
    return JSON.parse(await readFile(text, 'utf8')) as Record<string, unknown>
  } catch (error) {
    throw new FixtureError(`${text} cannot be read: ${(error as Error).message}`)
  }
}
