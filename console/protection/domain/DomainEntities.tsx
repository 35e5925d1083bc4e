/** What a domain protects. */
import { useSignal } from '@preact/signals'
import { NOTHING } from '../../core/format.js'
import { askV1 } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Confirm } from '../../parts/Confirm.js'
import { Table } from '../../parts/table/Table.js'
import type { Domain } from './domain.js'

interface Entity {
  readonly id: string
  readonly name: string
  readonly type: 'VM' | 'Volume Group'
  readonly group: string
  readonly powerOnRecovery: string
}

/** VMs, and the volume groups that are protected with them. */
function entitiesOf({ vms = [], volume_groups: volumeGroups }: Domain): readonly Entity[] {
  return [
    ...vms.map(vm => ({
      ...{ id: vm.vm_id ?? '', name: vm.vm_name ?? '', type: 'VM' as const, group: vm.consistency_group ?? '' },
      powerOnRecovery: vm.vm_power_state_on_recovery ?? NOTHING
    })),
    ...(volumeGroups ?? []).map(group => ({
      ...{ id: group.volume_group_uuid ?? '', name: group.name ?? '', type: 'Volume Group' as const },
      ...{ group: group.consistency_group ?? '', powerOnRecovery: NOTHING }
    }))
  ]
}

export function DomainEntities({ domain }: { readonly domain: Domain }) {
  const going = useSignal<Entity | undefined>(undefined)
  const name = domain.name ?? ''
  return (
    <>
      <Table
        caption="Entities"
        rows={entitiesOf(domain)}
        keyOf={({ id }) => id}
        textOf={({ name: entity }) => entity}
        empty={
          domain.active === true
            ? 'No entity yet. Update adds VMs.'
            : 'No entities here: this side is inactive, and receives snapshots.'
        }
        columns={[
          {
            head: 'VM Name',
            cell: ({ name: entity, type }) => (type === 'VM' ? entity : `${entity} (volume group)`),
            sort: each => each.name
          },
          { head: 'Consistency Group', cell: each => each.group, sort: each => each.group },
          { head: 'Power State on Recovery', cell: each => each.powerOnRecovery, wide: true },
          {
            head: 'Unprotect',
            cell: each => (
              <Action class="small" label={`Unprotect ${each.name}`} onClick={() => (going.value = each)}>
                Unprotect
              </Action>
            )
          }
        ]}
      />
      {going.value !== undefined && (
        <Confirm
          title="Unprotect"
          text={`${going.value.name} is no longer protected by ${name}. Snapshots that it is in stay.`}
          verb="Unprotect"
          onClose={() => (going.value = undefined)}
          work={async () => {
            const entity = going.value
            if (entity !== undefined)
              await askV1('POST', `/protection_domains/${encodeURIComponent(name)}/remove_entities`, bodyOf(entity))
          }}
        />
      )}
    </>
  )
}

/** What v1 is told to take out; v2.0 knows VMs alone. */
function bodyOf({ type, id, name }: Entity): object {
  return type === 'VM' ? { vmNames: [name] } : { volumeGroupUuids: [id] }
}
