/** Which consistency group the chosen entities get. */
import type { Signal } from '@preact/signals'
import { Check } from '../../parts/form/Check.js'
import { Field } from '../../parts/form/Field.js'
import { Select } from '../../parts/form/Select.js'

export interface GroupForm {
  readonly kind: 'entity' | 'existing' | 'fresh'
  readonly existing: string
  readonly fresh: string
  readonly appConsistent: boolean
  /** Volume groups that are attached to what is protected come along, and the VMs that they are attached to. */
  readonly related: boolean
}

/** The name of the group; undefined where each entity gets one of its own. */
export function groupOf({ kind, existing, fresh }: GroupForm): string | undefined {
  return kind === 'entity' ? undefined : kind === 'existing' ? existing : fresh
}

export function GroupChoice({
  form,
  groups
}: {
  readonly form: Signal<GroupForm>
  readonly groups: readonly string[]
}) {
  const set = (change: Partial<GroupForm>): void => void (form.value = { ...form.value, ...change })
  const { kind, existing, fresh, appConsistent, related } = form.value
  return (
    <>
      <fieldset class="field">
        <legend class="label">Pick a Consistency Group ?</legend>
        <Check
          name="group"
          label="Use entity name"
          checked={kind === 'entity'}
          onChange={() => set({ kind: 'entity' })}
        />
        <Check
          name="group"
          label="Use an existing CG"
          checked={kind === 'existing'}
          disabled={groups.length === 0}
          onChange={() => set({ kind: 'existing', existing: groups[0] ?? '' })}
        />
        {kind === 'existing' && (
          <Select
            label="Existing CG"
            hideLabel
            value={existing}
            options={groups.map(value => ({ value, text: value }))}
            onChange={value => set({ existing: value })}
          />
        )}
        <Check
          name="group"
          label="Create a new CG"
          checked={kind === 'fresh'}
          onChange={() => set({ kind: 'fresh' })}
        />
        {kind === 'fresh' && <Field label="New CG" hideLabel value={fresh} onInput={value => set({ fresh: value })} />}
      </fieldset>
      <fieldset class="field">
        <legend class="label">Snapshots</legend>
        <Check
          label="Use application consistent snapshots"
          checked={appConsistent}
          onChange={on => set({ appConsistent: on })}
        />
        <Check label="Auto protect related entities" checked={related} onChange={on => set({ related: on })} />
      </fieldset>
    </>
  )
}
