/** Second step of a remote site: bandwidth, compression, mappings of networks and vStores. */
import { useSignal } from '@preact/signals'
import { control } from '../../core/control.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Check } from '../../parts/form/Check.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { toast } from '../../parts/Toasts.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { settingsBody } from '../requests.js'
import { BandwidthPolicies } from './BandwidthPolicies.js'
import { MappingRows } from './MappingRows.js'
import type { Choice, Mapping } from './MappingRows.js'
import { windowOf } from './policy.js'

interface SiteSettingsProps {
  readonly site: Schemas['RemoteSite']
  readonly isNew: boolean
  readonly onClose: () => void
}

export const networkLabel = (name: string, vlan: number): string => (vlan === 0 ? `AHV:${name}` : `AHV VLAN: ${name}`)

export function SiteSettings({ site, isNew, onClose }: SiteSettingsProps) {
  const compress = useSignal(site.compression_enabled ?? true)
  const policy = site.bandwidth_policy_enabled === true ? site.bandwidth_policy : undefined
  const most = policy == null ? site.max_bps : policy.default_bandwidth_limit
  const limited = useSignal(most != null || policy != null)
  const limit = useSignal(most == null ? '' : String(most / 1_000_000))
  const windows = useSignal((policy?.bandwidth_configurations ?? []).map(windowOf))
  const networks = useSignal<readonly Mapping[]>(
    (site.network_mapping?.l2_network_mappings ?? []).map(each => ({
      from: each.src_network_name ?? '',
      to: each.dest_network_name ?? ''
    }))
  )
  const vstores = useSignal<readonly Mapping[]>(
    Object.entries(site.vstore_name_map ?? {}).map(([from, to]) => ({ from, to: to ?? '' }))
  )
  const { busy, error, run } = useSubmit()
  const about = /window|configurations/.test(error ?? '')
    ? 'window'
    : /limit|max_bps/.test(error ?? '')
      ? 'limit'
      : 'other'
  const own = useOwn()
  const other = useOther(site)
  const save = (): Promise<boolean> =>
    run(async () => {
      const form = {
        ...{ compress: compress.value, networks: networks.value, vstores: vstores.value, windows: windows.value },
        limitMegabytes: limited.value ? limit.value : undefined
      }
      await read(prism.PUT('/remote_sites', { body: settingsBody(site, form) }))
    })
  return (
    <Form
      onSubmit={() => {
        void save().then(done => {
          if (!done) return
          toast('good', `${site.name ?? ''} has been updated`)
          onClose()
        })
      }}
    >
      <div class="dialog-body" tabIndex={0} role="region" aria-label="Settings">
        {isNew && <p class="banner good">Remote site created successfully.</p>}
        <h3>Bandwidth Throttling</h3>
        <Check label="Limit the bandwidth" checked={limited.value} onChange={on => (limited.value = on)} />
        <Field
          label="DEFAULT BANDWIDTH LIMIT"
          value={limit.value}
          onInput={text => (limit.value = text)}
          disabled={!limited.value}
          error={about === 'limit' ? error : undefined}
          hint="Enter the maximum bandwidth in megabytes per second (up to 2 decimal places)."
        />
        <BandwidthPolicies windows={windows} disabled={!limited.value} error={about === 'window' ? error : undefined} />
        <div class="section">
          <h3>Compression</h3>
          <Check label="COMPRESS ON WIRE" checked={compress.value} onChange={on => (compress.value = on)} />
        </div>
        <div class="section">
          <h3>Mappings</h3>
          <MappingRows
            title="Network Mapping"
            what={['Source Cluster', 'Destination Cluster']}
            from={own.networks}
            to={other.networks}
            mappings={networks}
          />
          <p class="hint">Enter unique source and destination name mappings.</p>
        </div>
        <div class="section">
          <MappingRows
            title="vStore Name Mapping"
            what={['Source VStore', 'Destination VStore']}
            from={own.containers}
            to={other.containers}
            mappings={vstores}
          />
        </div>
      </div>
      <div class="dialog-foot">
        {error !== undefined && about === 'other' && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-disabled={busy}>
          Save
        </button>
      </div>
    </Form>
  )
}

interface Choices {
  readonly networks: readonly Choice[]
  readonly containers: readonly Choice[]
}

const same = (value: string): Choice => ({ value, text: value })

function useOwn(): Choices {
  const networks = useLive(() => read(prism.GET('/networks', {}))).value?.entities ?? []
  const containers = useLive(() => read(prism.GET('/storage_containers', {}))).value?.entities ?? []
  return {
    networks: networks.map(({ name, vlan_id }) => ({
      value: name ?? '',
      text: networkLabel(name ?? '', vlan_id ?? 0)
    })),
    containers: containers.map(({ name }) => same(name ?? ''))
  }
}

/** What the other side has, as pesim tells it: the product asks the other cluster. */
function useOther({ remote_ip_ports }: Schemas['RemoteSite']): Choices {
  const clusters = useLive(() => read(control.GET('/clusters', {}))).value?.clusters ?? []
  const addresses = Object.keys(remote_ip_ports ?? {})
  const other = clusters.find(({ vip, addresses: more }) => [vip, ...more].some(each => addresses.includes(each)))
  return {
    networks: (other?.networks ?? []).map(({ name, vlan }) => ({ value: name, text: networkLabel(name, vlan) })),
    containers: (other?.containers ?? []).map(same)
  }
}
