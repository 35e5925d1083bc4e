/** Every operation of v0.8 that is emulated: see drive.ts. */
import { driveVersion } from './drive.js'
import { v08Refused } from './refused.js'
import { v08Inputs } from './v08-inputs.js'

await driveVersion('v0.8', v08Inputs, v08Refused)
