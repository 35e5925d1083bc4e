/** Every operation of v2.0 that is emulated: see drive.ts. */
import { driveVersion } from './drive.js'
import { v2Refused } from './refused.js'
import { v2Inputs } from './v2-inputs.js'

await driveVersion('v2.0', v2Inputs, v2Refused)
