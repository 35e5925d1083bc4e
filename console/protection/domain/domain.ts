/** A protection domain, as the API gives it. */
import type { Schemas } from '../../core/schemas.js'

export type Domain = Schemas['ProtectionDomain']
