/** The models of the control contract, as its documents describe them. */
import type { components } from '../../../build/contract/control.types.js'

export type Model<Name extends keyof components['schemas']> = components['schemas'][Name]
