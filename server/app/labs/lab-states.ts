/** The states of a lab: held in memory, and with a data directory in files, each of them read when it is first asked for. */
import type { Config } from '../../config/index.js'
import { ControlFault, hintFor } from '../../control/index.js'
import type { State, States } from '../../control/index.js'
import { Engine } from '../../engine/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import { HeldStates, STATES_MAX } from '../../labs/index.js'
import type { HeldState, Lab, StateBudget } from '../../labs/index.js'
import { StorageFailure, UnreadableData, readStateFile, stateFileOf } from '../../storage/index.js'
import type { SavedLab, StateFolder } from '../../storage/index.js'
import { appointAdministrator } from '../lab-start.js'
import type { SecretOfSeed } from '../lab-start.js'

type NewState = Omit<State, 'name' | 'bytes'>

interface LabStatesOptions {
  readonly lab: Lab
  readonly budget: StateBudget
  /** Undefined keeps them in memory alone. */
  readonly folder: StateFolder | undefined
  readonly config: Config
  readonly secretOf: SecretOfSeed
  /** Resolves when everything that the lab shows is saved, so that no state holds what is taken back. */
  readonly settled: () => Promise<void>
}

/** What a name of a state may be; the contract has the same. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/

export class LabStates implements States {
  readonly #options: LabStatesOptions
  readonly #held: HeldStates
  /** Names of those that are in files and were not asked for yet, and of those that are about to be there. */
  readonly #named: Set<string>

  /** `saved` are the names of those in files. */
  constructor(options: LabStatesOptions, saved: readonly string[] = []) {
    this.#options = options
    this.#held = new HeldStates(options.budget)
    this.#named = new Set(saved)
  }

  get #names(): string[] {
    return [...this.#named].sort()
  }

  async list(): Promise<readonly State[]> {
    const states: State[] = []
    for (const name of this.#names) states.push(await this.get(name))
    return states
  }

  async get(name: string): Promise<State> {
    if (!this.#named.has(name)) {
      throw new ControlFault('state/not-found', `There is no state ${name}. ${hintFor(name, this.#names)}`)
    }
    return this.#held.get(name) ?? (await this.#load(name))
  }

  async #load(name: string): Promise<HeldState> {
    const { folder } = this.#options
    if (folder === undefined) throw new ControlFault('state/not-found', `The state ${name} is not saved yet`)
    const { world, clock } = await refusingUnreadable(() => folder.load(name))
    const held = this.#held.get(name) ?? this.#held.hold(name, world, clock)
    if (held === undefined) throw this.#tooLarge(name)
    return held
  }

  async save(name: string): Promise<State> {
    this.#refuseTaken(name)
    await this.#options.settled()
    this.#options.lab.pace.catchUp()
    const { engine, pace } = this.#options.lab
    return this.add(name, { world: engine.keep(), pace: { ...pace.state } })
  }

  async add(name: string, { world, pace }: NewState): Promise<State> {
    this.#refuseTaken(name)
    const held = this.#held.hold(name, world, pace)
    if (held === undefined) throw this.#tooLarge(name)
    this.#named.add(name)
    try {
      await refusingFailure(() => this.#options.folder?.save(name, { lab: this.#options.lab.name, world, clock: pace }))
      return held
    } catch (error) {
      this.#forget(name)
      throw error
    }
  }

  fileOf({ world, pace }: State): ReturnType<States['fileOf']> {
    return stateFileOf({ lab: this.#options.lab.name, world, clock: pace })
  }

  read(file: Parameters<States['read']>[0]): NewState {
    const { lab, config, secretOf } = this.#options
    const { world, clock } = readable(file)
    const [served, wanted] = [Object.keys(lab.world.clusters), Object.keys(world.clusters)]
    if (served.length !== wanted.length || wanted.some(cluster => !served.includes(cluster))) {
      throw new ControlFault(
        'state/other-clusters',
        `The state has the clusters ${wanted.join(', ')}, but ${served.join(', ')} are served`
      )
    }
    const engine = new Engine(world)
    appointAdministrator(engine, config, secretOf)
    return { world: engine.keep(), pace: clock }
  }

  async remove(name: string): Promise<void> {
    if (!this.#named.has(name)) await this.get(name) // says what there is
    await refusingFailure(() => this.#options.folder?.remove(name))
    this.#forget(name)
  }

  /** Lets all of them go, when the lab does. */
  clear(): void {
    this.#held.clear()
    this.#named.clear()
  }

  #forget(name: string): void {
    this.#held.release(name)
    this.#named.delete(name)
  }

  #refuseTaken(name: string): void {
    if (!NAME.test(name)) {
      const words = 'letters, digits, hyphens and underscores, begins with a letter or a digit and has 63 at most'
      throw new HttpRefusal(
        'invalid-request',
        400,
        `${JSON.stringify(name)} cannot name a state: a name is of ${words}`
      )
    }
    if (this.#named.has(name))
      throw new ControlFault(
        'state/exists',
        `There is a state ${name} already: delete it first, or choose another name`
      )
    if (this.#named.size >= STATES_MAX)
      throw new ControlFault('states/too-many', `A lab has ${STATES_MAX} states at most: delete some first`)
  }

  #tooLarge(name: string): ControlFault {
    const { bytesMax } = this.#options.budget
    return new ControlFault(
      'states/too-large',
      `With the state ${name} all states together would hold more than ${bytesMax} bytes: delete some first`
    )
  }
}

/** Throws a `ControlFault` with what is wrong, and where. */
function readable(file: unknown): SavedLab {
  try {
    return readStateFile(file, 'The file')
  } catch (error) {
    throw stateFault(error)
  }
}

async function refusingUnreadable<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw stateFault(error)
  }
}

const stateFault = (error: unknown): unknown =>
  error instanceof UnreadableData ? new ControlFault('state/invalid', error.message) : error

/** What cannot be written down has not happened. */
export async function refusingFailure(action: () => Promise<void> | undefined): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error
    throw new HttpRefusal('storage-failing', 503, `This has not happened: ${error.message}`)
  }
}
