/** Keys recorded in answers of real clusters, null or not [C: recorded]: v2.0's names, by the vendor's name of a model. */

export const recordedKeys: Readonly<Record<string, readonly string[]>> = {
  'dr.ProtectionDomainDTO': [
    ...['active', 'cron_schedules', 'marked_for_removal', 'metro_avail', 'min_snapshot_to_retain', 'name'],
    ...['next_snapshot_time_usecs', 'nfs_files', 'ongoing_replication_count', 'pending_replication_count'],
    ...['remote_site_names', 'replication_links', 'sync_replications', 'total_user_written_bytes', 'vms', 'vstore_id']
  ],
  'dr.ProtectionDomainDTO$ProtectedVMDTO': ['vm_name', 'consistency_group', 'app_consistent_snapshots', 'vm_id'],
  'stats.VMDTO': ['vm_name', 'uuid', 'num_vcpus', 'memory_capacity_in_bytes', 'controller_vm', 'cluster_uuid'],
  'appliance.configuration.ClusterDTO': ['uuid', 'name', 'version', 'num_nodes', 'hypervisor_types', 'multicluster'],
  'appliance.configuration.NodeDTO': ['uuid', 'name', 'cluster_uuid'],
  'appliance.configuration.ContainerDTO': ['name', 'cluster_uuid'],
  'uhura.VmConfigDTO': ['uuid', 'name', 'power_state', 'num_vcpus', 'memory_mb'],
  'dr.RemoteSiteDTO': ['name', 'capabilities', 'remote_ip_ports', 'marked_for_removal']
}
