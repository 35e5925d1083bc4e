/** Progress monitors as rules begin them. */
import type { ClusterScene, DomainEvent, ProgressMonitor } from '../../core/index.js'

/** The beginning of a progress monitor, of a change of mode that ends at an instant or when its bytes are across (null). */
export function startMonitor(
  { world, here }: Pick<ClusterScene, 'world' | 'here'>,
  { id, operation, domain, expectedEnd }: Pick<ProgressMonitor, 'id' | 'operation' | 'domain' | 'expectedEnd'>
): DomainEvent {
  const monitor: ProgressMonitor = {
    id,
    operation,
    domain,
    startedAt: world.now,
    endedAt: null,
    status: 'running',
    errorCode: 0,
    expectedEnd
  }
  return { type: 'monitor-started', cluster: here.name, monitor }
}
