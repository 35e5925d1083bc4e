/** Models of the API of the own cluster. */
import type { components } from '../../build/contract/prism-v2.types.js'

export type Schemas = components['schemas']
