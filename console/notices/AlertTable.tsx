/** Alerts, with what they say of cause and remedy, to acknowledge and resolve. */
import { useSignal } from '@preact/signals'
import { fillIn, formatInstant } from '../core/format.js'
import { changedNow } from '../core/events.js'
import { textOf } from '../core/failure.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import type { Schemas } from '../core/prism.js'
import { Action } from '../parts/Action.js'
import { Check } from '../parts/Check.js'
import { State } from '../parts/State.js'
import type { Kind } from '../parts/State.js'
import { Table } from '../parts/Table.js'
import { toast } from '../parts/Toasts.js'

type Alert = Schemas['Alert']

const severities: Readonly<Record<string, { kind: Kind; word: string }>> = {
  kCritical: { kind: 'trouble', word: 'Critical' },
  kWarning: { kind: 'notice', word: 'Warning' },
  kInfo: { kind: 'good', word: 'Info' }
}

interface AlertTableProps {
  /** Those that are open, or all of them: what is undefined is not asked for. */
  readonly load: (resolved: false | undefined) => Promise<Schemas['AlertCollection']>
  /** What they are of. */
  readonly of: string
}

export const titleOf = (alert: Alert): string => fillIn(alert.alert_title, alert.context_types, alert.context_values)

export function AlertTable({ load, of }: AlertTableProps) {
  const resolved = useSignal(false)
  const { value } = useLive(() => load(resolved.value ? undefined : false), `${of} ${resolved.value}`)
  const chosen = useSignal<string | undefined>(undefined)
  const rows = value?.entities
  const alert = rows?.find(({ id }) => id === chosen.value)
  return (
    <>
      <Table
        caption={`Alerts of ${of}`}
        rows={rows}
        keyOf={({ id }) => id ?? ''}
        textOf={titleOf}
        named={1}
        chosen={chosen.value}
        onChoose={id => (chosen.value = id)}
        empty="Nothing wants to be seen."
        bar={<Check label="Include Resolved" checked={resolved.value} onChange={on => (resolved.value = on)} />}
        columns={[
          {
            head: 'Severity',
            cell: each => (
              <State {...(severities[each.severity ?? ''] ?? { kind: 'off', word: each.severity ?? '' })} />
            ),
            sort: each => each.severity
          },
          { head: 'Issue', cell: titleOf, sort: titleOf },
          {
            head: 'Timestamp',
            cell: each => formatInstant(each.created_time_stamp_in_usecs),
            sort: each => each.created_time_stamp_in_usecs,
            wide: true
          },
          {
            head: 'Entities',
            cell: each => each.affected_entities?.map(({ entity_name: name }) => name).join(', '),
            wide: true
          },
          { head: 'State', cell: stateOf, wide: true },
          {
            head: 'Actions',
            hideHead: true,
            cell: each =>
              each.resolved !== true && (
                <div class="row">
                  {each.acknowledged !== true && (
                    <Action class="small" onClick={() => void act('acknowledge', each)}>
                      Acknowledge
                    </Action>
                  )}
                  <Action class="small" onClick={() => void act('resolve', each)}>
                    Resolve
                  </Action>
                </div>
              )
          }
        ]}
      />
      {alert !== undefined && (
        <div class="pad">
          <p>{fillIn(alert.message, alert.context_types, alert.context_values)}</p>
          {alert.possible_causes?.map(({ cause, actions }) => (
            <dl key={cause} class="facts">
              <dt>Cause</dt>
              <dd>{cause}</dd>
              <dt>Resolution</dt>
              <dd>{actions}</dd>
            </dl>
          ))}
        </div>
      )}
    </>
  )
}

function stateOf({ resolved, auto_resolved, acknowledged }: Alert): string {
  if (resolved === true) return auto_resolved === true ? 'Resolved by itself' : 'Resolved'
  return acknowledged === true ? 'Acknowledged' : 'Open'
}

async function act(verb: 'acknowledge' | 'resolve', alert: Alert): Promise<void> {
  const params = { path: { id: alert.id ?? '' } }
  try {
    await read(
      verb === 'resolve'
        ? prism.POST('/alerts/{id}/resolve', { params })
        : prism.POST('/alerts/{id}/acknowledge', { params })
    )
    changedNow()
  } catch (error) {
    toast('trouble', textOf(error))
  }
}
