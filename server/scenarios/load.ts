/** Loads scenarios: built-in by name, others from a file. */
import { readFile } from 'node:fs/promises'
import { closest } from 'fastest-levenshtein'
import { FixtureError } from '../seed/index.js'
import { builtInScenario, parseScenario, scenarioNames } from './scenario.js'
import type { Scenario } from './scenario.js'

/** Throws `FixtureError` where there is neither, or what it holds is no scenario. */
export async function loadScenario(nameOrFile: string): Promise<Scenario> {
  const builtIn = builtInScenario(nameOrFile)
  if (builtIn !== undefined) return parseScenario(builtIn, `scenario ${nameOrFile}`)
  let text: string
  try {
    text = await readFile(nameOrFile, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!missing) throw new FixtureError(`${nameOrFile}: ${(error as Error).message}`)
    throw new FixtureError(
      `${nameOrFile}: no scenario and no file of that name; did you mean ${closest(nameOrFile, [...scenarioNames])}? pesim scenario --list tells all ${scenarioNames.length}`
    )
  }
  return parseScenario(text, nameOrFile)
}
