/** Incidents on their timeline, and the form that plans one. */
import { useSignal } from '@preact/signals'
import { now } from '../core/clock.js'
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { formatDistance, formatInstant, sentence } from '../core/format.js'
import { useLive } from '../core/live.js'
import { Field } from '../parts/form/Field.js'
import { Form } from '../parts/form/Form.js'
import { Select } from '../parts/form/Select.js'
import { State } from '../parts/State.js'
import type { Kind } from '../parts/State.js'
import { Table } from '../parts/table/Table.js'
import { useSubmit } from '../parts/form/use-submit.js'
import { steer } from './do.js'
import { incidentBody } from './incident-body.js'
import type { IncidentForm } from './incident-body.js'

const states: Readonly<Record<Control['Incident']['state'], Kind>> = {
  waiting: 'notice',
  active: 'trouble',
  ended: 'off',
  withdrawn: 'off'
}
const KINDS = [
  { value: 'link-cut', text: 'The link is cut' },
  { value: 'link-slow', text: 'The link is slow' },
  { value: 'site-power', text: 'A site loses its power' },
  { value: 'replication-service', text: 'Replication stops on a site' },
  { value: 'snapshot-failure', text: 'Snapshots fail on a site' }
] as const

export function Incidents() {
  const incidents = useLive(() => dataOf(control.GET('/incidents', {}))).value?.incidents
  return (
    <div class="field">
      <IncidentPlan />
      <Table
        caption="Incidents"
        rows={incidents}
        keyOf={({ id }) => id}
        empty="Nothing is planned, and nothing has gone wrong."
        columns={[
          { head: 'State', cell: ({ state }) => <State kind={states[state]} word={state} /> },
          { head: 'What', cell: ({ words }) => sentence(words) },
          { head: 'Begins', cell: each => beginOf(each), wide: true },
          { head: 'Ended', cell: each => formatInstant(each.ended_usecs), wide: true },
          {
            head: 'Withdraw',
            hideHead: true,
            cell: ({ id, state }) =>
              (state === 'waiting' || state === 'active') && (
                <button
                  type="button"
                  class="button small"
                  onClick={() => steer(() => dataOf(control.DELETE('/incidents/{id}', { params: { path: { id } } })))}
                >
                  {state === 'active' ? 'End' : 'Withdraw'}
                </button>
              )
          }
        ]}
      />
    </div>
  )
}

function beginOf({ began_usecs: began, begins_usecs: begins, waits_for: what }: Control['Incident']): string {
  const at = began ?? begins
  return at === undefined ? (what ?? '—') : `${formatInstant(at)} (${formatDistance(at, now.value)})`
}

function IncidentPlan() {
  const clusters = useLive(() => dataOf(control.GET('/clusters', {}))).value?.clusters ?? []
  const links = useLive(() => dataOf(control.GET('/links', {}))).value?.links ?? []
  const form = useSignal<IncidentForm>({
    what: 'link-cut',
    place: '',
    begins: 'after',
    value: '10',
    domain: '',
    lastsMinutes: ''
  })
  const { busy, error, run } = useSubmit()
  const { what, place, begins, value, domain, lastsMinutes } = form.value
  const set = (change: Partial<IncidentForm>): void => void (form.value = { ...form.value, ...change })
  const places = what.startsWith('link') ? links.map(({ a, b }) => `${a} ${b}`) : clusters.map(({ name }) => name)
  const at = places.includes(place) ? place : (places[0] ?? '')
  return (
    <Form
      class="row plan"
      label="Plan an incident"
      onSubmit={() => {
        void run(async () => {
          await dataOf(control.POST('/incidents', { body: incidentBody({ ...form.value, place: at }) }))
        })
      }}
    >
      <Select
        label="What"
        short
        value={what}
        options={KINDS}
        onChange={to => set({ what: to as IncidentForm['what'] })}
      />
      <Select
        label="Where"
        short
        value={at}
        options={places.map(each => ({ value: each, text: each.replace(' ', ' – ') }))}
        onChange={to => set({ place: to })}
      />
      <Select
        label="Begins"
        short
        value={begins}
        options={[
          { value: 'after', text: 'after minutes' },
          { value: 'progress', text: 'at percent of a transfer' }
        ]}
        onChange={to => set({ begins: to as IncidentForm['begins'] })}
      />
      <Field
        label={begins === 'after' ? 'Minutes' : 'Percent'}
        class="short"
        type="number"
        min={0}
        value={value}
        onInput={to => set({ value: to })}
      />
      {begins === 'progress' && (
        <Field label="Of domain" class="short" value={domain} onInput={to => set({ domain: to })} />
      )}
      {begins === 'progress' && (
        <Select
          label="Sent by"
          short
          value={form.value.sender ?? clusters[0]?.name ?? ''}
          options={clusters.map(({ name }) => ({ value: name, text: name }))}
          onChange={to => set({ sender: to })}
        />
      )}
      <Field
        label="Lasts, minutes"
        class="short"
        type="number"
        min={0}
        value={lastsMinutes}
        onInput={to => set({ lastsMinutes: to })}
      />
      <button type="submit" class="button" aria-disabled={busy}>
        Plan
      </button>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </Form>
  )
}
