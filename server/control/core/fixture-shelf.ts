/** The fixtures that a world can be put back to: the one that it began with, and those that come with pesim. */
import { builtInFixture, fixtureNames } from '../../seed/index.js'
import type { Fixture } from '../../seed/index.js'

export interface NamedFixture {
  readonly fixture: Fixture
  /** Where it is from, for messages. */
  readonly source: string
}

export interface FixtureShelf {
  /** Of the fixture that the world began with. */
  readonly name: string
  readonly names: readonly string[]
  /** The one that the world began with when no name is given; undefined for a name that is not on the shelf. */
  load(name?: string): NamedFixture | undefined
}

export function fixtureShelf(name: string, first: NamedFixture): FixtureShelf {
  return {
    name,
    names: [...new Set([name, ...fixtureNames])],
    load: (asked = name) => {
      if (asked === name) return first
      const fixture = builtInFixture(asked)
      return fixture && { fixture, source: `fixture ${asked}` }
    }
  }
}
