/**
 * Published fields that nothing in pesim reads, each with the reason why it may be sent for nothing. The list only shrinks: the
 * check fails for a field that is missing here, and for one that is read.
 */

export interface UnreadReason {
  readonly reason: string
  /** Names of fields, apart by spaces, by operation ids of v2.0, apart by spaces too. */
  readonly fields: Readonly<Record<string, string>>
}

export const unreadFields: readonly UnreadReason[] = [
  {
    reason: 'A password or key is not kept, and nothing logs in with it',
    fields: {
      updateAlertConfig: 'smtp_server.password',
      patchAlertConfig: 'generic_dto.smtp_server.password',
      patchAuthConfig: 'generic_dto.directory_list[].service_account_password',
      updateClientAuth: 'auto_login_info.service_account_dto.password',
      'updateDirectoryConfig addDirectoryConfig': 'service_account_password',
      patchDirectoryConfig: 'generic_dto.service_account_password',
      'testConnection updateSmtpServer addMAWitness editHttpProxy addHttpProxy': 'password',
      addCredentials: 'aws_credential azure_credential',
      'patchSmtpServer patchHttpProxy': 'generic_dto.password',
      editClusterParams: 'smtp_server.password credential',
      patchClusterParams: 'generic_dto.smtp_server.password generic_dto.credential smtp_server.password',
      'updateVolumeGroup createVolumeGroup updateVolumeGroupOfVolumeGroups': 'enabled_authentications[].password'
    }
  },
  {
    reason: 'A PATCH changes what generic_dto says, at the cluster that is asked',
    fields: {
      'patchAlertConfig patchAuthConfig patchDirectoryConfig patchSmtpServer patchHealthCheck patchHttpProxy patchRemoteSite patchSnmpTrap patchSnmpUser':
        'operation cluster_uuid',
      patchClusterParams: 'operation',
      patchContainer: 'operation cluster_uuid generic_dto.cluster_uuid'
    }
  },
  {
    reason:
      'Nothing of the kind is ever being removed: a remote site goes at once, a vStore with its container, and a consistency ' +
      'group with its members, which the removal of a domain releases (docs/fidelity.md)',
    fields: {
      'getConsistencyGroups getAllRemoteSites getVStores': 'include_deleted'
    }
  },
  {
    reason: 'Answers have what the emulator knows, whole or not at all; the parameter neither adds nor leaves out',
    fields: {
      getCvmImages: 'list_local_only',
      getHealthChecks: 'global_config include_internal_checks',
      getHealthCheck: 'global_config',
      getAllRemoteSites: 'remoteVStores'
    }
  },
  {
    reason: 'What the parameter would choose among, two clusters do not have',
    fields: {
      // No alert is about a virtual disk, and a projection adds alerts alone.
      'getVirtualDisks getVirtualDisk': 'projection',
      'getCvms getSubnets': 'region credential_name',
      getCvmImages: 'credential_name region',
      getRecentCertificateTestResults: 'host_uuids kms_server_names',
      listFileGroups: 'uuid'
    }
  },
  {
    reason: 'The path says what is meant',
    fields: {
      'addMAWitness createImage updateImage updateVolumeGroup createNetwork updateNetwork updateRemoteSite addRemoteSite cloneSnapshot updateVM createNic cloneVM restoreVM attachVMDisk detachVMDisk updateVMDisk setPowerState updateVolumeGroupOfVolumeGroups attachVirtualMachine detachVirtualMachine cloneVolumeGroup openVolumeGroup closeVolumeGroup manageGuestTool':
        'uuid',
      updateConsistencyGroup: 'consistency_group_name protection_domain_name',
      'addCronSchedule replaceCronSchedule': 'pd_name',
      restoreSnapshot: 'snapshot_id',
      patchRemoteSite: 'generic_dto.uuid',
      updateNic: 'nic_id uuid',
      'updateVolumeDisk createVolumeDisk': 'volume_group_uuid'
    }
  },
  {
    reason: 'The emulated VM has no such hardware, and none of its readers needs it',
    fields: {
      editClusterParams: 'cluster_gpus gpu_driver_version',
      patchClusterParams: 'generic_dto.cluster_gpus generic_dto.gpu_driver_version',
      cloneSnapshot: 'spec_list[].boot_config.secure_boot',
      'createVM updateVM':
        'boot.secure_boot machine_type vm_gpus serial_ports vm_customization_config guest_driver_version ' +
        'gpus_assigned allow_live_migrate',
      createNic: 'spec_list[].vlan_mode spec_list[].port_id',
      updateNic: 'nic_spec.vlan_mode nic_spec.port_id',
      cloneVM: 'spec_list[].boot_config.secure_boot vm_customization_config',
      'attachVMDisk updateVMDisk updateVM': 'vm_disks[].is_scsi_pass_through vm_disks[].is_thin_provisioned',
      detachVMDisk: 'vm_disks[].is_scsi_passthrough vm_disks[].is_thin_provisioned vm_disks[].flash_mode_enabled',
      updateVolumeDisk: 'upgrade_spec.preserve_data'
    }
  },
  {
    reason: 'A disk goes by its UUID, its file or its place: the other ways to name it are not looked at',
    fields: {
      createImage:
        'vm_disk_clone_spec.disk_address.device_bus vm_disk_clone_spec.disk_address.device_index ' +
        'vm_disk_clone_spec.disk_address.disk_label vm_disk_clone_spec.disk_address.is_cdrom ' +
        'vm_disk_clone_spec.snapshot_group_uuid',
      'cloneSnapshot cloneVM':
        'spec_list[].boot_config.disk_address.disk_label spec_list[].boot_config.disk_address.is_cdrom ' +
        'spec_list[].boot_config.disk_address.ndfs_filepath spec_list[].boot_config.disk_address.vmdisk_uuid ' +
        'spec_list[].boot_config.disk_address.volume_group_uuid',
      updateVirtualDisk: 'disk_address',
      'createVM updateVM':
        'boot.disk_address.disk_label boot.disk_address.is_cdrom boot.disk_address.ndfs_filepath ' +
        'boot.disk_address.vmdisk_uuid boot.disk_address.volume_group_uuid',
      attachVMDisk: 'vm_disks[].disk_address.volume_group_uuid',
      detachVMDisk:
        'vm_disks[].disk_address.is_cdrom vm_disks[].disk_address.volume_group_uuid ' +
        'vm_disks[].source_disk_address',
      updateVMDisk:
        'vm_disks[].disk_address.volume_group_uuid vm_disks[].vm_disk_clone.disk_address.device_bus ' +
        'vm_disks[].vm_disk_clone.disk_address.device_index vm_disks[].vm_disk_clone.disk_address.disk_label ' +
        'vm_disks[].vm_disk_clone.disk_address.is_cdrom ' +
        'vm_disks[].vm_disk_clone.disk_address.volume_group_uuid vm_disks[].vm_disk_clone.snapshot_group_uuid',
      createVolumeDisk:
        'clone_config.disk_address.device_bus clone_config.disk_address.device_index ' +
        'clone_config.disk_address.disk_label clone_config.disk_address.is_cdrom ' +
        'clone_config.disk_address.volume_group_uuid clone_config.snapshot_group_uuid'
    }
  },
  {
    reason: 'The product computes it, or says it itself: a client sends it back as it read it',
    fields: {
      updateAlertConfig: 'smtp_server.email_status',
      patchAlertConfig: 'generic_dto.smtp_server.email_status',
      updatePolicy: 'created_by last_updated_timestamp_in_usecs related_policies',
      createPolicy: 'created_by id last_updated_timestamp_in_usecs related_policies',
      updateSmtpServer: 'email_status',
      patchSmtpServer: 'generic_dto.email_status',
      editClusterParams:
        'id cluster_incarnation_id version full_version ncc_version target_version is_upgrade_in_progress ' +
        'cluster_masquerading_ipaddress cluster_masquerading_port internal_subnet num_nodes hypervisor_types ' +
        'multicluster cloudcluster cluster_arch cluster_functions storage_type encrypted is_lts is_nsenabled ' +
        'is_registered_to_pc data_in_transit_encryption_dto service_centers block_serials rackable_units ' +
        'cluster_redundancy_state cluster_data_state smtp_server.email_status domain ' +
        'nos_cluster_and_hosts_domain_joined all_hyperv_nodes_in_failover_cluster security_compliance_config ' +
        'hypervisor_security_compliance_config hypervisor_lldp_config common_criteria_mode ' +
        'has_self_encrypting_drive enable_on_disk_dedup enforce_rackable_unit_aware_placement ' +
        'fingerprint_content_cache_percentage ssd_pinning_percentage_limit iscsi_config stats usage_stats ' +
        'alert_summary health_summary',
      patchClusterParams:
        'generic_dto.id generic_dto.cluster_incarnation_id generic_dto.version generic_dto.full_version ' +
        'generic_dto.ncc_version generic_dto.target_version generic_dto.is_upgrade_in_progress ' +
        'generic_dto.cluster_masquerading_ipaddress generic_dto.cluster_masquerading_port ' +
        'generic_dto.internal_subnet generic_dto.num_nodes generic_dto.hypervisor_types ' +
        'generic_dto.multicluster generic_dto.cloudcluster generic_dto.cluster_arch ' +
        'generic_dto.cluster_functions generic_dto.storage_type generic_dto.encrypted generic_dto.is_lts ' +
        'generic_dto.is_nsenabled generic_dto.is_registered_to_pc generic_dto.data_in_transit_encryption_dto ' +
        'generic_dto.service_centers generic_dto.block_serials generic_dto.rackable_units ' +
        'generic_dto.cluster_redundancy_state generic_dto.cluster_data_state ' +
        'generic_dto.smtp_server.email_status generic_dto.domain ' +
        'generic_dto.nos_cluster_and_hosts_domain_joined generic_dto.all_hyperv_nodes_in_failover_cluster ' +
        'generic_dto.security_compliance_config generic_dto.hypervisor_security_compliance_config ' +
        'generic_dto.hypervisor_lldp_config generic_dto.common_criteria_mode ' +
        'generic_dto.has_self_encrypting_drive generic_dto.enable_on_disk_dedup ' +
        'generic_dto.enforce_rackable_unit_aware_placement generic_dto.fingerprint_content_cache_percentage ' +
        'generic_dto.ssd_pinning_percentage_limit generic_dto.iscsi_config generic_dto.stats ' +
        'generic_dto.usage_stats generic_dto.alert_summary generic_dto.health_summary smtp_server.email_status',
      addMAWitness: 'cluster_name cluster_uuid cluster_timestamp_usecs nos_version nos_full_version marked_for_removal',
      updateHealthCheck:
        'affected_entity_types alert_config_exception_groups alert_configurable_parameters alert_type_id ' +
        'applicable_for_multi_cluster applicable_for_single_cluster causes check_type classifications ' +
        'description exception_count impact_types is_global_config is_user_defined kb_list message metrics ' +
        'modified_by_username modified_time_stamp_in_usecs name policy_uuid resolutions scope title',
      patchHealthCheck:
        'generic_dto.affected_entity_types generic_dto.alert_config_exception_groups ' +
        'generic_dto.alert_configurable_parameters generic_dto.alert_type_id ' +
        'generic_dto.applicable_for_multi_cluster generic_dto.applicable_for_single_cluster generic_dto.causes ' +
        'generic_dto.check_type generic_dto.classifications generic_dto.description ' +
        'generic_dto.exception_count generic_dto.impact_types generic_dto.is_global_config ' +
        'generic_dto.is_user_defined generic_dto.kb_list generic_dto.message generic_dto.metrics ' +
        'generic_dto.modified_by_username generic_dto.modified_time_stamp_in_usecs generic_dto.name ' +
        'generic_dto.policy_uuid generic_dto.resolutions generic_dto.scope generic_dto.title',
      createNetwork:
        'ip_config.ipam_enabled ip_config.free_ips ip_config.assigned_ips ip_config.num_macs logical_timestamp',
      updateNetwork:
        'ip_config.pool[].num_free_ips ip_config.pool[].num_total_ips ip_config.ipam_enabled ' +
        'ip_config.free_ips ip_config.assigned_ips ip_config.num_macs',
      updateConsistencyGroup:
        'vm_count nfs_file_count total_file_count total_file_size_bytes within_snapshot marked_for_removal',
      updateStretchCluster: 'failure_handling remote_site role status storage_container container',
      'addCronSchedule replaceCronSchedule': 'id duration_in_usecs',
      addOutOfBandSchedule: 'schedule_id',
      'updateRemoteSite addRemoteSite':
        'status latency_in_usecs cluster_id cluster_incarnation_id cluster_arch cluster_type ' +
        'cluster_external_data_services_ipaddress metro_ready network_mapping.uuid remote_vstore_info ' +
        'replication_links credential_name cloud_type region cvm_name marked_for_removal stats usage_stats ' +
        'alert_summary health_summary',
      patchRemoteSite:
        'generic_dto.status generic_dto.latency_in_usecs generic_dto.cluster_id ' +
        'generic_dto.cluster_incarnation_id generic_dto.cluster_arch generic_dto.cluster_type ' +
        'generic_dto.cluster_external_data_services_ipaddress generic_dto.metro_ready ' +
        'generic_dto.network_mapping.uuid generic_dto.remote_vstore_info generic_dto.replication_links ' +
        'generic_dto.credential_name generic_dto.cloud_type generic_dto.region generic_dto.cvm_name ' +
        'generic_dto.marked_for_removal generic_dto.stats generic_dto.usage_stats generic_dto.alert_summary ' +
        'generic_dto.health_summary',
      editContainer:
        'cluster_uuid total_implicit_reserved_capacity is_nutanix_managed mapped_remote_containers ' +
        'vstore_name_list marked_for_removal stats usage_stats alert_summary health_summary',
      addContainer:
        'id storage_container_uuid cluster_uuid total_implicit_reserved_capacity is_nutanix_managed ' +
        'mapped_remote_containers vstore_name_list marked_for_removal stats usage_stats alert_summary ' +
        'health_summary',
      patchContainer:
        'generic_dto.total_implicit_reserved_capacity generic_dto.is_nutanix_managed ' +
        'generic_dto.mapped_remote_containers generic_dto.vstore_name_list generic_dto.marked_for_removal ' +
        'generic_dto.stats generic_dto.usage_stats generic_dto.alert_summary generic_dto.health_summary',
      updateVirtualDisk:
        'cluster_uuid disk_capacity_in_bytes attached_vm_id attached_vm_uuid attached_vmname ' +
        'attached_volume_group_id nutanix_nfsfile_path storage_container_id storage_container_uuid stats ' +
        'usage_stats alert_summary health_summary'
    }
  },
  {
    reason:
      'The vendor publishes it for answers alone, or it is known from answers alone: a client sends it back as it read it. Power and ' +
      'host change by set_power_state (docs/fidelity.md)',
    fields: {
      'createVM updateVM':
        'power_state host_uuid vm_disk_info cbr_not_capable_reason tools_installer_mounted tools_running_status',
      createNic: 'spec_list[].nic_uuid spec_list[].ip_addresses spec_list[].ip_address',
      updateNic: 'nic_spec.nic_uuid nic_spec.ip_addresses nic_spec.ip_address'
    }
  },
  {
    reason: 'It is known from recorded answers alone: a client sends it back as it read it',
    fields: {
      editClusterParams:
        'cluster_external_address cluster_external_data_services_address ' +
        'cluster_fully_qualified_domain_name cluster_usage_warning_alert_threshold_pct ' +
        'cluster_usage_critical_alert_threshold_pct external_address internal_address name_servers_list ' +
        'ntp_servers_list global_nfs_white_list_address',
      patchClusterParams:
        'generic_dto.cluster_external_address generic_dto.cluster_external_data_services_address ' +
        'generic_dto.cluster_fully_qualified_domain_name ' +
        'generic_dto.cluster_usage_warning_alert_threshold_pct ' +
        'generic_dto.cluster_usage_critical_alert_threshold_pct generic_dto.external_address ' +
        'generic_dto.internal_address generic_dto.name_servers_list generic_dto.ntp_servers_list ' +
        'generic_dto.global_nfs_white_list_address',
      'editContainer addContainer': 'inline_ec_enabled encrypted affinity_host_uuid nfs_whitelist_address',
      patchContainer:
        'generic_dto.inline_ec_enabled generic_dto.encrypted generic_dto.affinity_host_uuid ' +
        'generic_dto.nfs_whitelist_address',
      updateVirtualDisk: 'device_uuid datasource_uuid',
      'createVM updateVM': 'boot.disk_address.device_uuid',
      updateVM: 'vm_disks[].disk_address.device_uuid',
      'cloneSnapshot cloneVM': 'spec_list[].boot_config.disk_address.device_uuid',
      attachVMDisk: 'vm_disks[].disk_address.device_uuid',
      detachVMDisk: 'vm_disks[].disk_address.device_uuid vm_disks[].is_hot_remove_enabled',
      updateVMDisk: 'vm_disks[].disk_address.device_uuid vm_disks[].vm_disk_clone.disk_address.device_uuid',
      createVolumeDisk: 'clone_config.disk_address.device_uuid'
    }
  },
  {
    reason: 'It is not known whether an adapter on a managed network can be without an address (docs/fidelity.md)',
    fields: { createNic: 'spec_list[].request_ip', updateNic: 'nic_spec.request_ip' }
  },
  {
    reason:
      'It is not known what is answered of a domain that does not match: the one of that name is (docs/fidelity.md)',
    fields: { getProtectionDomainByName: 'metro_avail vstore_name remote_site_name' }
  },
  {
    reason: 'A policy names its entities in a filter whose language nobody publishes (docs/fidelity.md)',
    fields: { getAlertPolicies: 'entity_type entity_ids' }
  },
  {
    reason: 'Nothing public says what is in the answer without it; recorded answers are whole (docs/fidelity.md)',
    fields: { 'getAlerts getEvents': 'detailed_info' }
  },
  {
    reason:
      'What a container can hold at most is the pool; a limit of its own is its advertised_capacity (docs/fidelity.md)',
    fields: { 'editContainer addContainer': 'max_capacity', patchContainer: 'generic_dto.max_capacity' }
  },
  {
    reason: 'Not emulated: what it asks for is not done (docs/fidelity.md)',
    fields: {
      updateAlertConfig: 'default_nutanix_email tunnel_details',
      patchAlertConfig: 'generic_dto.default_nutanix_email generic_dto.tunnel_details',
      'updatePolicy createPolicy': 'error_on_conflict policies_to_override',
      updateClientAuth: 'ca_chain_info.ca_chain',
      testConnection: 'username',
      addCredentials: 'credential_id',
      editClusterParams: 'management_servers operation_mode fault_tolerance_domain_type http_proxies',
      patchClusterParams:
        'generic_dto.management_servers generic_dto.operation_mode generic_dto.fault_tolerance_domain_type ' +
        'generic_dto.http_proxies',
      enableEncryption: 'software_encryption_scope',
      beginRemoveDisk: 'force bypass_upgrade_check',
      updateHealthCheck: 'parameters schedule_interval_in_secs severity_threshold_infos',
      patchHealthCheck:
        'generic_dto.parameters generic_dto.schedule_interval_in_secs generic_dto.severity_threshold_infos',
      'enterMaintenanceMode exitMaintenanceMode createImage': 'logical_timestamp',
      'createNetwork updateNetwork': 'virtual_switch_uuid',
      'addCronSchedule replaceCronSchedule': 'rollup_schedule_uuid',
      restoreSnapshot: 'replace snapshotId',
      removeWitnessSite: 'recover',
      manageGuestTool: 'override_guest',
      createSnapshot: 'snapshot_specs[].uuid',
      'editSnmpTrap addSnmpTrap': 'log',
      patchSnmpTrap: 'generic_dto.log',
      'editContainer addContainer': 'oplog_replication_factor down_migrate_times_in_secs ilm_policy',
      patchContainer:
        'generic_dto.oplog_replication_factor generic_dto.down_migrate_times_in_secs ' + 'generic_dto.ilm_policy',
      createNfsDatastores: 'target_path',
      deleteContainer: 'ignore_small_files',
      createVM: 'vm_logical_timestamp',
      updateVM: 'vm_nics storage_container_uuid',
      detachVMDisk:
        'vm_disks[].is_cdrom vm_disks[].is_empty vm_disks[].shared vm_disks[].size ' +
        'vm_disks[].storage_container_uuid',
      'attachVirtualMachine detachVirtualMachine': 'operation index vm_logical_timestamp',
      cloneVolumeGroup: 'enabled_authentications',
      openVolumeGroup: 'iscsi_client.enabled_authentications operation',
      closeVolumeGroup: 'iscsi_client.uuid iscsi_client.enabled_authentications operation'
    }
  }
]
