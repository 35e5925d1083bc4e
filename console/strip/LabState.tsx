/** The lab as a whole: what holds of it, and back to its beginning. */
import { useSignal } from '@preact/signals'
import { control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { useLive } from '../core/live.js'
import { Confirm } from '../parts/Confirm.js'
import { State } from '../parts/State.js'

export function LabState() {
  const version = useLive(() => dataOf(control.GET('/version', {}))).value
  const invariants = useLive(() => dataOf(control.GET('/world/invariants', {}))).value
  const asking = useSignal(false)
  return (
    <div class="row">
      <span>
        {version?.name} {version?.version}
      </span>
      {invariants?.holds === true && <State kind="good" word="The world is consistent" />}
      {invariants?.holds === false && (
        <State kind="trouble" word={`${invariants.violations.length} invariants are broken`} />
      )}
      <button type="button" class="button small danger" onClick={() => (asking.value = true)}>
        Reset
      </button>
      <a href="/console/drill">Drill page</a>
      {asking.value && (
        <Confirm
          title="Reset the lab"
          text="Both sites are as the fixture has them again. Everything that has happened is forgotten."
          verb="Reset"
          onClose={() => (asking.value = false)}
          work={async () => {
            await dataOf(control.POST('/world/reset', { body: {} }))
          }}
        />
      )}
    </div>
  )
}
