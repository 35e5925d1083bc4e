/** The models of the control API by name, as its contract has them. */
import type { components } from '../../build/contract/control.types.js'

type Models = components['schemas']

/** A model of the control API, such as `Model<'Link'>`. */
export type Model<Name extends keyof Models> = Models[Name]
