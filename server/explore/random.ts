/** Pseudo-random numbers from a seed: the same sequence every time, on every machine. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'

export interface Random {
  /** From 0 to below 1. */
  next(): number
  /** A whole number from 0; `count` is at least 1. */
  below(count: number): number
  chance(share: number): boolean
  pick<T>(values: readonly T[]): T
  /** Each value with the given chance. */
  some<T>(values: readonly T[], share: number): T[]
}

/** Mersenne Twister: seeds that are neighbours, as those of consecutive walks, differ from the first number on. */
export function randomOf(seed: number): Random {
  const generator = mersenne(seed)
  const next = (): number => uniformFloat64(generator)
  const below = (count: number): number => {
    if (count < 1) throw new Error(`No number is below ${count}`)
    return uniformInt(generator, 0, count - 1)
  }
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
