/** Alerts, with what they say of cause and remedy, to acknowledge and resolve. */
import { useSignal } from '@preact/signals'
import { fillIn, formatInstant } from '../core/format.js'
import { changedNow } from '../core/events.js'
import { textOf } from '../core/failure.js'
import { useLive } from '../core/live.js'
import { prism, read } from '../core/prism.js'
import type { Schemas } from '../core/prism.js'
import { Action } from '../parts/Action.js'
import { State } from '../parts/State.js'
import type { Kind } from '../parts/State.js'
import { FIRST_PAGE, Table } from '../parts/table/Table.js'
import { toast } from '../parts/Toasts.js'
import { NewestBar } from './NewestBar.js'
import { newestQuery, newestShown } from './newest.js'
import type { NewestQuery } from './newest.js'

type Alert = Schemas['Alert']

const severities: Readonly<Record<string, { kind: Kind; word: string }>> = {
  kCritical: { kind: 'trouble', word: 'Critical' },
  kWarning: { kind: 'notice', word: 'Warning' },
  kInfo: { kind: 'good', word: 'Info' }
}

interface AlertTableProps {
  /** A page of those that are open, or of all of them. */
  readonly load: (query: NewestQuery & { readonly resolved?: false }) => Promise<Schemas['AlertCollection']>
  /** What they are of. */
  readonly of: string
}

const titleOf = (alert: Alert): string => fillIn(alert.alert_title, alert.context_types, alert.context_values)

const SORTS = {
  severity: (alert: Alert) => alert.severity,
  issue: titleOf,
  time: (alert: Alert) => alert.created_time_stamp_in_usecs
}

export function AlertTable({ load, of }: AlertTableProps) {
  const resolved = useSignal(false)
  const asked = useSignal(FIRST_PAGE)
  const query = { ...newestQuery(asked.value), ...(!resolved.value && { resolved: false as const }) }
  const { value } = useLive(() => load(query), `${of} ${JSON.stringify(query)}`, true)
  const chosen = useSignal<string | undefined>(undefined)
  const { rows, total, note } = newestShown(value, asked.value, titleOf, SORTS)
  const alert = rows?.find(({ id }) => id === chosen.value)
  return (
    <>
      <Table
        caption={`Alerts of ${of}`}
        rows={rows}
        asked={asked}
        total={total}
        keyOf={({ id }) => id ?? ''}
        named={1}
        chosen={chosen.value}
        onChoose={id => (chosen.value = id)}
        empty="Nothing wants to be seen."
        bar={<NewestBar label="Include Resolved" included={resolved} asked={asked} note={note} />}
        columns={[
          {
            head: 'Severity',
            cell: each => (
              <State {...(severities[each.severity ?? ''] ?? { kind: 'off', word: each.severity ?? '' })} />
            ),
            by: 'severity'
          },
          { head: 'Issue', cell: titleOf, by: 'issue' },
          {
            head: 'Timestamp',
            cell: each => formatInstant(each.created_time_stamp_in_usecs),
            by: 'time',
            wide: true
          },
          {
            head: 'Entities',
            cell: each => each.affected_entities?.map(({ entity_name: name }) => name).join(', '),
            wide: true
          },
          {
            head: 'Documentation',
            cell: each => (
              <button type="button" class="link plain" aria-label={`Cause/Resolution of ${titleOf(each)}`}>
                Cause/Resolution
              </button>
            ),
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
