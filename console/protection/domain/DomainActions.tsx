/** What can be done to a domain: another thing on the active side than on the inactive one. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import { Action } from '../../parts/Action.js'
import { Confirm } from '../../parts/Confirm.js'
import { toast } from '../../parts/Toasts.js'
import { TakeSnapshotDialog } from '../snapshots/TakeSnapshotDialog.js'
import { DomainDialog } from './DomainDialog.js'
import type { Domain } from './domain.js'
import { MigrateDialog } from './MigrateDialog.js'

export function DomainActions({ domain, onGone }: { readonly domain: Domain; readonly onGone: () => void }) {
  const open = useSignal<'snapshot' | 'migrate' | 'update' | 'delete' | 'activate' | 'deactivate' | undefined>(
    undefined
  )
  const name = domain.name ?? ''
  const params = { params: { path: { name } } }
  const close = (): void => void (open.value = undefined)
  return (
    <div class="row">
      {domain.active === true ? (
        <>
          <Action onClick={() => (open.value = 'snapshot')}>Take Snapshot</Action>
          <Action onClick={() => (open.value = 'migrate')}>Migrate</Action>
          <Action onClick={() => (open.value = 'update')}>Update</Action>
          <Action onClick={() => (open.value = 'deactivate')}>Deactivate</Action>
        </>
      ) : (
        <Action class="primary" onClick={() => (open.value = 'activate')}>
          Activate
        </Action>
      )}
      <Action class="danger" onClick={() => (open.value = 'delete')}>
        Delete
      </Action>
      {open.value === 'snapshot' && <TakeSnapshotDialog domain={name} onClose={close} />}
      {open.value === 'migrate' && <MigrateDialog domain={domain} onClose={close} />}
      {open.value === 'update' && <DomainDialog name={name} onClose={close} />}
      {open.value === 'activate' && (
        <Confirm
          title="Activate Protection Domain"
          text={`The protection domain ${name} becomes active here, in the state of the last replication. What was changed after it is lost. Do you want to activate it?`}
          verb="Yes"
          no="No"
          onClose={close}
          work={async () => {
            await read(prism.POST('/protection_domains/{name}/activate', params))
            toast('good', `${name} is being activated`)
          }}
        />
      )}
      {open.value === 'deactivate' && (
        <Confirm
          title="Deactivate Protection Domain"
          text={`The protection domain ${name} becomes inactive here, and its VMs are deleted from this cluster. That is right after a disaster, on the old side, while the other one is active.`}
          word="DEACTIVATE"
          verb="Deactivate"
          onClose={close}
          work={async () => {
            await read(prism.POST('/protection_domains/{name}/deactivate', params))
            toast('good', `${name} is being deactivated`)
          }}
        />
      )}
      {open.value === 'delete' && (
        <Confirm
          title="Delete Protection Domain"
          text={`The protection domain ${name} is deleted on this cluster, with its schedules and local snapshots. Its VMs stay, unprotected.`}
          verb="Delete"
          onClose={close}
          work={async () => {
            await read(prism.DELETE('/protection_domains/{name}', params))
            toast('good', `${name} is being deleted`)
            onGone()
          }}
        />
      )}
    </div>
  )
}
