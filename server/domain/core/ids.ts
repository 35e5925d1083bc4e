/** Identifiers as a function of the world's seed and revision: a world that is saved, loaded or replayed issues the same. */

/** Numbers and UUIDs for one command. */
export interface IdSource {
  /** Increases within a world, with gaps, as the product's snapshot ids do. */
  number(): number
  uuid(): string
}

/** A command that takes more numbers than this takes the blocks of following revisions too. */
export const IDS_PER_REVISION = 32
