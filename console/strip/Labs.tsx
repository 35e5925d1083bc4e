/** Labs side by side: which one this is, the way to the others, and a fork of it. */
import { useSignal } from '@preact/signals'
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { formatInstant } from '../core/format.js'
import { useLive } from '../core/live.js'
import { consoleOf, here } from '../core/site.js'
import { Confirm } from '../parts/Confirm.js'
import { NameForm } from '../parts/form/NameForm.js'
import { Table } from '../parts/table/Table.js'
import { toast } from '../parts/Toasts.js'
import { labHere } from './lab-here.js'

type Lab = Control['Lab']

export function Labs() {
  const labs = useLive(() => dataOf(control.GET('/labs', {}))).value?.labs
  const leaving = useSignal<string | undefined>(undefined)
  const current = labHere(labs ?? [])
  return (
    <div class="field">
      <NameForm
        label="NEW LAB"
        verb="Fork"
        hint={`Begins as ${current?.name ?? 'this lab'} is now.`}
        work={async name => {
          const body = { ...(name !== '' && { name }), ...(current !== undefined && { fork_of: current.name }) }
          const made = await dataOf(control.POST('/labs', { body }))
          toast('good', `Lab ${made.name} is there`)
        }}
      />
      <Table
        caption="Labs"
        rows={labs}
        keyOf={({ name }) => name}
        empty="Reading…"
        columns={[
          { head: 'Lab', cell: lab => <LabLink lab={lab} current={lab === current} /> },
          { head: 'Clock', cell: ({ clock }) => formatInstant(clock.now_usecs), wide: true },
          { head: 'Fork of', cell: ({ parent }) => parent ?? '—', wide: true },
          {
            head: 'Actions',
            hideHead: true,
            cell: lab =>
              lab !== current &&
              lab.name !== 'main' && (
                <button type="button" class="button small" onClick={() => (leaving.value = lab.name)}>
                  Delete lab {lab.name}
                </button>
              )
          }
        ]}
      />
      {leaving.value !== undefined && (
        <Confirm
          title="Delete Lab"
          text={`The lab ${leaving.value} is gone for good, with its states. Whoever is connected to it is cut off.`}
          verb="Delete"
          onClose={() => (leaving.value = undefined)}
          work={async () => {
            await dataOf(control.DELETE('/labs/{lab}', { params: { path: { lab: leaving.value ?? '' } } }))
          }}
        />
      )}
    </div>
  )
}

/** To the same site in another lab. */
function LabLink({ lab, current }: { readonly lab: Lab; readonly current: boolean }) {
  if (current) return <strong aria-current="true">{lab.name} (this one)</strong>
  const { name = '', kind } = here.value ?? {}
  const there = kind === 'central' ? lab.central : lab.clusters[name]
  return there === undefined ? <>{lab.name}</> : <a href={consoleOf(there)}>{lab.name}</a>
}
