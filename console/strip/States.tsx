/** States of this lab: saved, gone back to, deleted; and the reset. */
import { useSignal } from '@preact/signals'
import { control } from '../core/control.js'
import { readClock } from '../core/clock.js'
import { dataOf } from '../core/failure.js'
import { formatBytes, formatInstant } from '../core/format.js'
import { useLive } from '../core/live.js'
import { Confirm } from '../parts/Confirm.js'
import { NameForm } from '../parts/form/NameForm.js'
import { Table } from '../parts/table/Table.js'
import { toast } from '../parts/Toasts.js'

interface Doing {
  readonly what: 'restore' | 'delete' | 'reset'
  readonly state: string
}

const texts = {
  restore: (state: string) => `The world and its clock are those of ${state} again. What has happened since is lost.`,
  delete: (state: string) => `The state ${state} is deleted. Labs that were made of it go on.`,
  reset: () => 'Both sites are as the fixture has them again. Everything that has happened is forgotten.'
}
const titles = { restore: 'Restore State', delete: 'Delete State', reset: 'Reset the lab' }
const verbs = { restore: 'Restore', delete: 'Delete', reset: 'Reset' }

export function States() {
  const states = useLive(() => dataOf(control.GET('/states', {}))).value?.states
  const doing = useSignal<Doing | undefined>(undefined)
  return (
    <div class="field">
      <div class="row spread plan">
        <NameForm
          label="NEW STATE"
          verb="Save"
          hint="The world and its clock, as now."
          work={async name => {
            await dataOf(control.POST('/states', { body: { name } }))
            toast('good', `State ${name} is saved`)
          }}
        />
        <button type="button" class="button danger" onClick={() => (doing.value = { what: 'reset', state: '' })}>
          Reset
        </button>
      </div>
      <Table
        caption="States"
        rows={states}
        keyOf={({ name }) => name}
        empty="No state yet. Save holds the world as it is, to go back to."
        columns={[
          { head: 'State', cell: ({ name }) => name },
          { head: 'Instant', cell: ({ at_usecs: at }) => formatInstant(at), wide: true },
          { head: 'Holds', cell: ({ bytes }) => formatBytes(bytes), number: true, wide: true },
          {
            head: 'Actions',
            hideHead: true,
            cell: ({ name }) => (
              <div class="row nowrap">
                {(['restore', 'delete'] as const).map(what => (
                  <button
                    key={what}
                    type="button"
                    class="button small"
                    aria-label={`${verbs[what]} ${name}`}
                    onClick={() => (doing.value = { what, state: name })}
                  >
                    {verbs[what]}
                  </button>
                ))}
              </div>
            )
          }
        ]}
      />
      {doing.value !== undefined && <Doer doing={doing.value} onClose={() => (doing.value = undefined)} />}
    </div>
  )
}

function Doer({ doing: { what, state }, onClose }: { readonly doing: Doing; readonly onClose: () => void }) {
  const params = { path: { state } }
  return (
    <Confirm
      title={titles[what]}
      text={texts[what](state)}
      verb={verbs[what]}
      onClose={onClose}
      work={async () => {
        if (what === 'delete') await dataOf(control.DELETE('/states/{state}', { params }))
        else if (what === 'restore') await dataOf(control.POST('/states/{state}/restore', { params }))
        else await dataOf(control.POST('/world/reset', { body: {} }))
        await readClock()
      }}
    />
  )
}
