/** Keys recorded in answers of real clusters, null or not [C: recorded]: v2.0's names, by the vendor's name of a model. */

export const recordedKeys: Readonly<Record<string, readonly string[]>> = {
  'dr.ProtectionDomainDTO': [
    ...['active', 'cron_schedules', 'marked_for_removal', 'metro_avail', 'min_snapshot_to_retain', 'name'],
    ...['next_snapshot_time_usecs', 'nfs_files', 'ongoing_replication_count', 'pending_replication_count'],
    ...['remote_site_names', 'replication_links', 'sync_replications', 'total_user_written_bytes', 'vms', 'vstore_id']
  ],
  'dr.ProtectionDomainDTO$ProtectedVMDTO': ['vm_name', 'consistency_group', 'app_consistent_snapshots', 'vm_id'],
  'alerts.AlertDTO': [
    ...['acknowledged', 'acknowledged_by_username', 'acknowledged_time_stamp_in_usecs', 'affected_entities'],
    ...['alert_details', 'alert_title', 'alert_type_uuid', 'auto_resolved', 'check_id', 'classifications'],
    ...['cluster_uuid', 'context_types', 'context_values', 'created_time_stamp_in_usecs', 'detailed_message', 'id'],
    ...['impact_types', 'last_occurrence_time_stamp_in_usecs', 'message', 'node_uuid', 'operation_type'],
    ...['originating_cluster_uuid', 'possible_causes', 'resolved', 'resolved_by_username'],
    ...['resolved_time_stamp_in_usecs', 'service_vmid', 'severity', 'user_defined']
  ],
  'stats.VMDTO': ['vm_name', 'uuid', 'num_vcpus', 'memory_capacity_in_bytes', 'controller_vm', 'cluster_uuid'],
  'appliance.configuration.ClusterDTO': ['uuid', 'name', 'version', 'num_nodes', 'hypervisor_types', 'multicluster'],
  'appliance.configuration.NodeDTO': [
    ...['uuid', 'name', 'cluster_uuid', 'acropolis_connection_state', 'bios_model', 'bios_version', 'bmc_model'],
    ...['bmc_version', 'default_vm_location', 'default_vm_storage_container_uuid', 'default_vhd_location'],
    ...['default_vhd_storage_container_uuid', 'failover_cluster_fqdn', 'failover_cluster_node_state'],
    ...['is_hardware_virtualized', 'is_secure_booted', 'oplog_disk_pct', 'oplog_disk_size', 'service_vmnat_ip'],
    ...['service_vmnat_port']
  ],
  'appliance.configuration.ContainerDTO': ['name', 'cluster_uuid'],
  'uhura.VmConfigDTO': ['uuid', 'name', 'power_state', 'num_vcpus', 'memory_mb'],
  'dr.RemoteSiteDTO': ['name', 'capabilities', 'remote_ip_ports', 'marked_for_removal']
}
