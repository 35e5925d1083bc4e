/** Fixtures that a reset can load: the one of the start, and the built-in ones. */
import { builtInFixture, fixtureNames } from '../../seed/index.js'
import type { Fixture } from '../../seed/index.js'

export interface NamedFixture {
  readonly fixture: Fixture
  /** Where it is from, for messages. */
  readonly source: string
}

export interface FixtureCatalog {
  /** Name of the fixture of the start. */
  readonly name: string
  readonly names: readonly string[]
  /** Without a name, the fixture of the start; undefined for an unknown name. */
  load(name?: string): NamedFixture | undefined
}

export function fixtureCatalog(name: string, first: NamedFixture): FixtureCatalog {
  return {
    name,
    names: [...new Set([name, ...fixtureNames])],
    load: (requested = name) => {
      if (requested === name) return first
      const fixture = builtInFixture(requested)
      return fixture && { fixture, source: `fixture ${requested}` }
    }
  }
}
