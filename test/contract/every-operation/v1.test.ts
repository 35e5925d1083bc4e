/** Every operation of v1 that is emulated: see drive.ts. */
import { driveVersion } from './drive.js'
import { v1Refused } from './refused.js'
import { v1Inputs } from './v1-inputs.js'

await driveVersion('v1', v1Inputs, v1Refused)
