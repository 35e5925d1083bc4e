/** The dialog that migrates a domain. */
import { useSignal } from '@preact/signals'
import { useLive } from '../../core/live.js'
import { Refused } from '../../core/failure.js'
import { prism, read } from '../../core/prism.js'
import { Check } from '../../parts/form/Check.js'
import { Confirm } from '../../parts/Confirm.js'
import { toast } from '../../parts/Toasts.js'
import type { Domain } from './domain.js'

export function MigrateDialog({ domain, onClose }: { readonly domain: Domain; readonly onClose: () => void }) {
  const sites = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities
  const capable = (sites ?? []).filter(({ capabilities }) => capabilities?.includes('DISASTER_RECOVERY') === true)
  const chosen = useSignal<string | undefined>(undefined)
  const site = chosen.value ?? domain.remote_site_names?.[0] ?? capable[0]?.name ?? ''
  const name = domain.name ?? ''
  return (
    <Confirm
      title="Migrate Protection Domain"
      text="Select a Remote Site to migrate this Protection Domain to."
      word="MIGRATE"
      verb="Migrate"
      onClose={onClose}
      work={async () => {
        const call = prism.POST('/protection_domains/{name}/migrate', {
          params: { path: { name } },
          body: { value: site }
        })
        const { entities } = await read(call)
        const [first] = entities
        if (first !== undefined)
          throw new Refused(409, `${first.vm_name ?? 'A VM'} cannot move: the migration has not begun`)
        toast('good', `The migration of ${name} to ${site} has begun`)
      }}
    >
      <fieldset>
        <legend class="label">Select Site</legend>
        <div class="row">
          {capable.map(({ name: each }) => (
            <Check
              key={each}
              name="site"
              label={each ?? ''}
              checked={site === each}
              onChange={() => (chosen.value = each ?? '')}
            />
          ))}
          {sites?.length === 0 && <span class="quiet">No remote site yet.</span>}
        </div>
      </fieldset>
    </Confirm>
  )
}
