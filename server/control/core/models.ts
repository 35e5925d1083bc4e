/** Model types of the control contract. */
import type { components } from '../../../build/contract/control.types.js'

export type Model<Name extends keyof components['schemas']> = components['schemas'][Name]
