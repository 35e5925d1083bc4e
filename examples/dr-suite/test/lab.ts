/** What the files of the suite share: each has an emulator of its own, and each test a fork of it. */
import { startEmulator } from 'pesim'
import type { Emulator } from 'pesim'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Polling } from '../dr/prism.js'

type Lab = Emulator<'france' | 'canada'>

/** Returns the lab of the test that runs. */
export function useLab(fixture: 'france-canada-protected' | 'france-canada-esxi'): () => Lab {
  let parent: Lab
  let lab: Lab
  beforeAll(async () => {
    parent = await startEmulator({ fixture, clock: 'frozen', at: '2026-03-02T08:00:00Z' })
  })
  beforeEach(async () => {
    lab = await parent.fork()
  })
  afterEach(() => lab.stop())
  afterAll(() => parent.stop())
  return () => lab
}

/** The sleeps of the code under test move the clock: an hour of polling takes no time. */
export const polling = ({ clock }: Lab): Polling => ({ sleep: clock.sleep })
