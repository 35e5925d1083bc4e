/** The lab as a whole: what holds of it, its states, and the labs beside it. */
import { control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { Labs } from './Labs.js'
import { States } from './States.js'

export function LabState() {
  const version = useLive(() => dataOf(control.GET('/version', {}))).value
  const invariants = useLive(() => dataOf(control.GET('/world/invariants', {}))).value
  return (
    <div class="field">
      <div class="row">
        <span>
          {version?.name} {version?.version}
        </span>
        {invariants?.holds === true && <State kind="good" word="The world is consistent" />}
        {invariants?.holds === false && (
          <State kind="trouble" word={`${invariants.violations.length} invariants are broken`} />
        )}
        <a href="/console/drill">Drill page</a>
      </div>
      <div class="columns">
        <States />
        <Labs />
      </div>
    </div>
  )
}
