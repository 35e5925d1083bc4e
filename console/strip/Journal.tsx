/** The journal: what scripts ask of the clusters, as they do. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { changed } from '../core/events.js'
import { dataOf } from '../core/failure.js'
import { formatInstant } from '../core/format.js'
import { useLive } from '../core/live.js'
import { Check } from '../parts/form/Check.js'
import { State } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'
import { steer } from './do.js'

/** Requests make no event of the world, so it is looked for them. */
const LOOK_MS = 3000

export function Journal() {
  const own = useSignal(false)
  const { value } = useLive(() => dataOf(control.GET('/journal', {})))
  useEffect(() => {
    const timer = setInterval(() => document.hidden || changed(), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  const calls = value?.calls
    .map((call, index) => ({ call, index }))
    .filter(({ call }) => own.value || call.console !== true)
  return (
    <Table
      caption="Journal"
      rows={calls?.reverse()}
      keyOf={({ index }) => String(index)}
      textOf={({ call }) => `${call.method} ${call.url} ${call.operation ?? ''} ${call.site} ${call.user}`}
      empty="Nobody but this console has asked yet. What a script asks is listed here."
      bar={
        <>
          <Check label="Calls of this console too" checked={own.value} onChange={on => (own.value = on)} />
          <button
            type="button"
            class="button small"
            onClick={() => steer(() => dataOf(control.DELETE('/journal', {})))}
          >
            Forget all
          </button>
        </>
      }
      columns={[
        { head: 'Instant', cell: ({ call }) => formatInstant(call.at_usecs), wide: true },
        { head: 'Site', cell: ({ call }) => call.site },
        { head: 'User', cell: ({ call }) => call.user, wide: true },
        {
          head: 'Request',
          cell: ({ call }) => (
            <span class="mono">
              {call.method} {call.url.replace('/PrismGateway/services/rest', '')}
            </span>
          )
        },
        { head: 'Status', cell: ({ call }) => <Outcome call={call} /> },
        { head: 'Refusal', cell: ({ call }) => call.refusal ?? '—', wide: true }
      ]}
    />
  )
}

function Outcome({ call: { status } }: { readonly call: Control['JournalCall'] }) {
  if (status === undefined) return <State kind="trouble" word="no answer" />
  return <State kind={status < 400 ? 'good' : 'notice'} word={String(status)} />
}
