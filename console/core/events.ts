/** One stream of events a browser: the tab that holds it tells the others. It is fetched, so that it can show the token. */
import { signal } from '@preact/signals'
import { CONTROL, controlHeaders, tokenWanted } from './control.js'
import type { Control } from './control.js'

type WorldEvent = Control['WorldEvent']

/** Grows with everything that may have changed what is shown; at most once a second. */
export const changes = signal(0)
/** When the server was last lost, in real milliseconds; undefined while it answers. */
export const lostSince = signal<number | undefined>(undefined)
/** Names that events have just told of; each for a moment. */
export const touched = signal<ReadonlySet<string>>(new Set())

const PAUSE_MS = 1000
const TOUCHED_MS = 1200
const channel = new BroadcastChannel('pesim-events')
let waiting = false

/** Everybody looks again, within a second. */
export function changed(): void {
  if (waiting) return
  waiting = true
  setTimeout(() => {
    waiting = false
    changes.value += 1
  }, PAUSE_MS)
}

/** At once, after what the user did. */
export function changedNow(): void {
  changes.value += 1
}

function take(event: WorldEvent): void {
  changed()
  const { name } = event
  if (name === undefined) return
  touched.value = new Set([...touched.value, name])
  setTimeout(() => {
    touched.value = new Set([...touched.value].filter(other => other !== name))
  }, TOUCHED_MS)
}

/** For as long as the page lives; a tab that still lacks the token leaves the stream to another. */
export function followEvents(): void {
  channel.onmessage = ({ data }) => take(data as WorldEvent)
  const follow = async (): Promise<void> => {
    if (!tokenWanted.value) await navigator.locks.request('pesim-events', stream).catch(() => undefined)
    setTimeout(() => void follow(), 2 * PAUSE_MS)
  }
  void follow()
}

async function stream(): Promise<void> {
  const response = await fetch(`${CONTROL}/events`, { headers: controlHeaders() })
  if (!response.ok || response.body === null) return
  changed()
  let text = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data === undefined) continue
      const event = JSON.parse(data) as WorldEvent
      take(event)
      channel.postMessage(event)
    }
  }
}
