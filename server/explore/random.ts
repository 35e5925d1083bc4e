/** Chance from a seed: the same numbers every time, on every machine. */

export interface Random {
  /** From 0 to below 1. */
  next(): number
  below(count: number): number
  chance(share: number): boolean
  pick<T>(values: readonly T[]): T
  /** Each value with the given chance. */
  some<T>(values: readonly T[], share: number): T[]
}

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    chance: share => next() < share,
    pick: values => {
      if (values.length === 0) throw new Error('There is nothing to pick from')
      return values[below(values.length)] as (typeof values)[number]
    },
    some: (values, share) => values.filter(() => next() < share)
  }
}
