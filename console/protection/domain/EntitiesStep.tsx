/** Second step of a domain: which VMs it protects, and in which consistency groups. */
import { useSignal } from '@preact/signals'
import { plural } from '../../core/format.js'
import { useLive } from '../../core/live.js'
import { askV1, prism, read } from '../../core/prism.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { FIRST_PAGE } from '../../parts/table/Table.js'
import { listVms } from '../../vms/list.js'
import { EntityList, SHOWN_MAX } from './EntityList.js'
import { GroupChoice, groupOf } from './GroupChoice.js'
import type { GroupForm } from './GroupChoice.js'

interface EntitiesStepProps {
  readonly domain: string
  readonly onPrevious: () => void
  readonly onNext: () => void
}

const listUnprotected = (word: string) => listVms({ ...FIRST_PAGE, word }, ';protectionDomainName==[no_val]', SHOWN_MAX)

export function EntitiesStep({ domain, onPrevious, onNext }: EntitiesStepProps) {
  const path = { params: { path: { name: domain } } }
  const word = useSignal('')
  const unprotected = useLive(() => listUnprotected(word.value), word.value, true).value
  const left = unprotected?.entities ?? []
  const guarded = useLive(() => read(prism.GET('/protection_domains/{name}', path))).value?.vms ?? []
  const wanted = useSignal<ReadonlySet<string>>(new Set())
  const right = useSignal<ReadonlySet<string>>(new Set())
  const done = useSignal<string | undefined>(undefined)
  const group = useSignal<GroupForm>({ kind: 'entity', existing: '', fresh: '', appConsistent: false, related: true })
  const { error, run } = useSubmit()
  const groups = [...new Set(guarded.map(({ consistency_group: name }) => name ?? ''))]
  const count = wanted.value.size

  const protect = (): Promise<boolean> =>
    run(async () => {
      const name = groupOf(group.value)
      // v2.0 has no word for what is related
      await askV1('POST', `/protection_domains/${encodeURIComponent(domain)}/add_entities`, {
        vmNames: [...wanted.value],
        appConsistentSnapshots: group.value.appConsistent,
        protectRelatedEntities: group.value.related,
        ...(name !== undefined && { consistencyGroupName: name })
      })
      done.value = `Successfully protected ${plural(count, 'entity', 'entities')}`
      wanted.value = new Set()
    })
  const unprotect = (): Promise<boolean> =>
    run(async () => {
      await read(prism.POST('/protection_domains/{name}/unprotect_vms', { ...path, body: [...right.value] }))
      done.value = `Successfully unprotected ${plural(right.value.size, 'entity', 'entities')}`
      right.value = new Set()
    })

  return (
    <>
      <div class="dialog-body" tabIndex={0} role="region" aria-label="Entities">
        <div role="status">{done.value !== undefined && <p class="banner good">{done.value}</p>}</div>
        {error !== undefined && (
          <p class="banner trouble" role="alert">
            {error}
          </p>
        )}
        <div class="columns">
          <div class="field">
            <EntityList
              title={`Unprotected Entities (${unprotected?.metadata.totalEntities ?? '…'})`}
              rows={left.map(({ vmName: name }) => ({ name, second: 'VM' }))}
              word={word}
              total={unprotected?.metadata.totalEntities}
              second="Type"
              chosen={wanted}
              searches={['Search by Entity Name']}
            />
            <GroupChoice form={group} groups={groups} />
            <button
              type="button"
              class="button primary"
              aria-disabled={count === 0}
              onClick={() => count > 0 && void protect()}
            >
              Protect Selected Entities{count > 0 && ` (${count})`} ›
            </button>
          </div>
          <div class="field">
            <EntityList
              title={`Protected Entities (${guarded.length === 0 ? 'None' : guarded.length})`}
              rows={guarded.map(({ vm_name: name, consistency_group: cg }) => ({ name: name ?? '', second: cg ?? '' }))}
              second="CG"
              chosen={right}
              searches={['Search by Entity Name', 'Search by CG Name']}
            />
            <button
              type="button"
              class="button"
              aria-disabled={right.value.size === 0}
              onClick={() => right.value.size > 0 && void unprotect()}
            >
              ‹ Unprotect Selected Entities
            </button>
          </div>
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onPrevious}>
          Previous
        </button>
        <button type="button" class="button primary" onClick={onNext}>
          Next
        </button>
      </div>
    </>
  )
}
