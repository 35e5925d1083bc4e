/** VMs through which everything between two sites passes, such as the ends of an IPsec tunnel: while one is off, nothing does. */
import type {
  Cluster,
  DomainEvent,
  EventOf,
  Gateway,
  Link,
  PowerState,
  Reaction,
  View,
  World
} from '../../core/index.js'
import { getOwn, linkBetween } from '../../core/index.js'

type VmEvent = EventOf<'vm-registered' | 'vm-unregistered' | 'vm-power-changed' | 'vm-configured'>

/** What is known of a VM by a decision that has not been applied yet. */
interface VmState {
  readonly name: string
  readonly powerState: PowerState
}

/** Whether both directions of a link pass, and the VMs at its ends that it passes through run. */
export function linkIsUp(world: View<World>, a: string, b: string): boolean {
  const link = linkBetween(world, a, b)
  return link !== undefined && isUp(link)
}

/** The same once events have been applied. */
export function linkIsUpAfter(link: View<Link>, events: readonly DomainEvent[]): boolean {
  const [lanes, gateways] = [{ ...link.lanes }, { ...link.gateways }]
  for (const event of events) {
    if (event.type === 'lane-changed' && event.a === link.a && event.b === link.b) {
      const lane = lanes[event.from]
      if (lane !== undefined) lanes[event.from] = { ...lane, up: event.up }
    } else if (event.type === 'link-gateway-changed' && event.a === link.a && event.b === link.b)
      gateways[event.cluster] = event.gateway
  }
  return isUp({ ...link, lanes, gateways })
}

function isUp({ lanes, gateways }: View<Link>): boolean {
  for (const from in lanes) if (lanes[from]?.up !== true) return false
  return gatewaysRun(gateways)
}

function gatewaysRun(gateways: View<Link>['gateways']): boolean {
  for (const cluster in gateways) if (gateways[cluster]?.up !== true) return false
  return true
}

const VM_EVENTS = ['vm-registered', 'vm-unregistered', 'vm-power-changed', 'vm-configured'] as const

/**
 * Gateways follow their VMs. A rename changes nothing; where the VM goes, another one of the gateway's name on that cluster
 * takes its place, at once or whenever there is one. EMU: which VM is taken for the gateway.
 */
export const followGateways: Reaction<VmEvent['type']> = {
  to: VM_EVENTS,
  react: ({ world }, events) =>
    Object.values(world.links).flatMap(link =>
      Object.entries(link.gateways ?? {}).flatMap(([cluster, gateway]) =>
        followGateway(world, link, cluster, gateway, events)
      )
    )
}

function isVmEvent(event: DomainEvent): event is VmEvent {
  return (VM_EVENTS as readonly string[]).includes(event.type)
}

function followGateway(
  world: View<World>,
  { a, b }: View<Link>,
  cluster: string,
  gateway: View<Gateway>,
  events: readonly DomainEvent[]
): DomainEvent[] {
  const here = getOwn(world.clusters, cluster)
  const concerned = events.filter(event => isVmEvent(event) && event.cluster === cluster)
  if (here === undefined || concerned.length === 0) return []
  const after = gatewayAfter(here, gateway, vmsAfter(here, concerned as VmEvent[]))
  if (after.vm === gateway.vm && after.up === gateway.up) return []
  return [{ type: 'link-gateway-changed', a, b, cluster, gateway: after }]
}

/** The VMs that events change, by UUID: as they then are, or null where they are gone. */
function vmsAfter(here: View<Cluster>, events: readonly VmEvent[]): ReadonlyMap<string, VmState | null> {
  const changed = new Map<string, VmState | null>()
  for (const event of events) {
    if (event.type === 'vm-registered') {
      changed.set(event.vm.uuid, event.vm)
      continue
    }
    const before = changed.get(event.uuid) ?? getOwn(here.vms, event.uuid)
    if (event.type === 'vm-unregistered' || before === undefined) changed.set(event.uuid, null)
    else if (event.type === 'vm-configured')
      changed.set(event.uuid, { name: event.name, powerState: before.powerState })
    else changed.set(event.uuid, { name: before.name, powerState: event.powerState })
  }
  return changed
}

function gatewayAfter(
  here: View<Cluster>,
  { name, vm }: View<Gateway>,
  changed: ReadonlyMap<string, VmState | null>
): Gateway {
  const stateOf = (uuid: string): VmState | null | undefined =>
    changed.has(uuid) ? changed.get(uuid) : getOwn(here.vms, uuid)
  const present = vm === null ? null : stateOf(vm)
  if (vm !== null && present != null) return { name, vm, up: present.powerState === 'on' }
  for (const uuid of [...Object.keys(here.vms), ...changed.keys()]) {
    const other = stateOf(uuid)
    if (other?.name === name) return { name, vm: uuid, up: other.powerState === 'on' }
  }
  return { name, vm: null, up: false }
}
