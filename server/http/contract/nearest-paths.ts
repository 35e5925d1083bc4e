/** Suggestions for a path that leads to nothing: paths of the contracts whose steps are about the same. */
import { distance } from 'fastest-levenshtein'
import type { Contract } from './contract.js'

const SUGGESTIONS_MAX = 3
/** Longer paths are not compared: what a suggestion costs is bounded, whatever is asked. */
const STEPS_MAX = 16
const STEP_LENGTH_MAX = 100
/** Share of its letters in which a step may differ and still count as misspelled. */
const MISSPELLED_MAX = 0.45
/** What one step too many or too few costs, in misspelled steps; at the end of a path, where it is likelier, a little less. */
const STEP_COST = 0.8
const LAST_STEP_COST = 0.7
/** Total beyond which a path is another one. */
const COST_MAX = 1
/** How much worse than the best a suggestion may be. */
const COST_SPREAD_MAX = 0.2
/** A name fits a parameter less well than its own word fits a word. */
const PARAMETER_COST = 0.01

/** How a path is made of a template. */
interface Alignment {
  readonly cost: number
  /** The template, with what was asked in the place of its parameters. */
  readonly filled: readonly string[]
  /** Steps that were asked for and are words of the template: without one, the path fits anything. */
  readonly words: number
}

const NONE: Alignment = { cost: Infinity, filled: [], words: 0 }

/** A sentence that begins with a blank; empty where nothing comes near. */
export function nearestPathsHint(path: string, contracts: readonly Contract[]): string {
  const found = nearestPaths(path, contracts)
  return found.length === 0 ? '' : ` Did you mean ${found.join(' or ')}?`
}

/** Whole paths, the nearest first. Below a base only its own contracts are looked through, elsewhere all of them. */
function nearestPaths(path: string, contracts: readonly Contract[]): string[] {
  const inside = contracts.filter(({ bases: [base = ''] }) => path.startsWith(`${base}/`))
  const [first] = inside
  const requested = first === undefined ? stepsOutside(path, contracts) : stepsOf(path.slice(first.bases[0]?.length))
  if (
    requested.length === 0 ||
    requested.length > STEPS_MAX ||
    requested.some(({ length }) => length > STEP_LENGTH_MAX)
  )
    return []
  const costs = new Map<string, number>()
  for (const { bases, document } of first === undefined ? contracts : inside) {
    for (const template of Object.keys(document.paths)) {
      const { cost, filled, words } = align(requested, stepsOf(template))
      const whole = [bases[0] ?? '', ...filled].join('/')
      if (words > 0 && cost < (costs.get(whole) ?? Infinity)) costs.set(whole, cost)
    }
  }
  const best = Math.min(...costs.values())
  return [...costs]
    .filter(([, cost]) => cost <= best + COST_SPREAD_MAX)
    .sort(([, a], [, b]) => a - b)
    .slice(0, SUGGESTIONS_MAX)
    .map(([whole]) => whole)
}

const stepsOf = (path: string): string[] => path.split('/').filter(Boolean)

/** What is asked for once the beginnings of bases, and versions that there are not, are left out; nothing of a file. */
function stepsOutside(path: string, contracts: readonly Contract[]): string[] {
  if (/\.\w+$/.test(path)) return [] // browsers ask for icons, and whoever looks for holes for anything
  const ofBases = new Set(contracts.flatMap(({ bases }) => bases.flatMap(stepsOf)))
  const steps = stepsOf(path)
  const first = steps.findIndex(step => !ofBases.has(step) && !/^v\d/.test(step))
  return first === -1 ? [] : steps.slice(first)
}

/** The cheapest way from what was asked to a template, one step after the other. */
function align(requested: readonly string[], steps: readonly string[]): Alignment {
  if (Math.abs(requested.length - steps.length) > COST_MAX / LAST_STEP_COST) return NONE
  let row: Alignment[] = [{ cost: 0, filled: [], words: 0 }]
  for (const step of steps) row.push(extend(row.at(-1), STEP_COST, step))
  requested.forEach((name, position) => {
    const above = row
    const surplusCost = position === requested.length - 1 ? LAST_STEP_COST : STEP_COST
    row = [extend(above[0], surplusCost)]
    steps.forEach((step, index) => {
      const same = isParameter(step)
        ? extend(above[index], PARAMETER_COST, name)
        : extend(above[index], misspelling(name, step), step, 1)
      const surplus = extend(above[index + 1], surplusCost)
      const lacking = extend(row[index], index === steps.length - 1 ? LAST_STEP_COST : STEP_COST, step)
      row.push([same, surplus, lacking].reduce((best, other) => (other.cost < best.cost ? other : best)))
    })
  })
  return row.at(-1) ?? NONE
}

/** An alignment that goes on by a step, or past one that is left out. */
function extend({ cost, filled, words } = NONE, more: number, step?: string, word = 0): Alignment {
  if (cost + more > COST_MAX) return NONE
  return { cost: cost + more, filled: step === undefined ? filled : [...filled, step], words: words + word }
}

const isParameter = (step: string): boolean => step.startsWith('{')

/** Share of letters that differ; `Infinity` where these are different words. */
function misspelling(name: string, word: string): number {
  if (name === word) return 0
  const longest = Math.max(name.length, word.length)
  if (Math.abs(name.length - word.length) / longest > MISSPELLED_MAX) return Infinity
  const share = distance(name.toLowerCase(), word.toLowerCase()) / longest
  return share <= MISSPELLED_MAX ? share : Infinity
}
