/** Says that nobody answers, since when, and that it is tried again. */
import { lostSince } from '../core/events.js'

export function Lost() {
  const since = lostSince.value
  return (
    <div role="status">
      {since !== undefined && (
        <p class="banner trouble">
          Not connected since {new Date(since).toTimeString().slice(0, 5)}, trying again. What is shown is from before.
        </p>
      )}
    </div>
  )
}
