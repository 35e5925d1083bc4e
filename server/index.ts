/** The library: the emulator inside any Node process, for tests in any runner. */
import type { Config } from './config.js'

/** As `pesim start`, with defaults for what is left out. */
export type EmulatorOptions = Partial<Config>

export interface Emulator extends AsyncDisposable {
  /** URL of the control API. */
  readonly control: string
  /** URL of the reference page. */
  readonly docs: string
  readonly clusters: Readonly<
    Record<string, { readonly url: string; readonly username: string; readonly password: string }>
  >
  readonly clock: { readonly mode: 'frozen' | 'running'; readonly rate: number; readonly now: string }
  /** What the user should know of this start, such as an address that could not be had. */
  readonly notes: readonly string[]
  stop(): Promise<void>
}

/** Resolves once every cluster answers. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  throw new Error(`startEmulator is not wired yet (${Object.keys(options).join(', ')})`)
}
