/** Requests that each operation of v2.0 answers with success, of the world in populated-world.ts: see good-input.ts. */
import type { GoodInputs } from './good-input.js'

export const v2Inputs: GoodInputs = {
  // PUT /alerts/configuration
  updateAlertConfig: { body: {} },
  // PATCH /alerts/configuration
  patchAlertConfig: { body: { generic_dto: {} } },
  // PUT /alerts/policies
  updatePolicy: { body: { id: '1', title: 'Nutanix Guest Tools Not Installed' } },
  // POST /alerts/policies
  createPolicy: { body: { title: 'Missing Network Mapping for the Remote Site.' } },
  // PUT /authconfig
  updateAuthConfig: { body: {} },
  // PATCH /authconfig
  patchAuthConfig: { body: { generic_dto: {} } },
  // PUT /authconfig/auth_types
  setAuthTypes: { body: ['LOCAL'] },
  // PUT /authconfig/client_auth
  updateClientAuth: { body: {} },
  // POST /authconfig/client_auth
  setClientAuthState: { body: { value: false } },
  // DELETE /authconfig/client_auth/{name}
  deleteClientAuthChain: { path: { name: 'root' } },
  // PUT /authconfig/directories
  updateDirectoryConfig: { body: { name: 'ad' } },
  // POST /authconfig/directories
  addDirectoryConfig: { body: { name: 'branch', domain: 'branch.test', directory_url: 'ldap://dc.branch.test:389' } },
  // PATCH /authconfig/directories
  patchDirectoryConfig: { body: { generic_dto: { name: 'ad' } } },
  // POST /authconfig/directories/connection_status
  testConnection: { body: { directory_name: 'ad' } },
  // POST /authconfig/remove_auth_types
  deleteAuthTypes: { body: ['DIRECTORY_SERVICE'] },
  // POST /cloud/{cloud_type}/credentials
  addCredentials: { path: { cloud_type: 'AWS' }, body: { name: 'archive' } },
  // POST /cloud/{cloud_type}/default-credentials
  setDefaultCredentials: { path: { cloud_type: 'AWS' }, body: { value: 'backup' } },
  // POST /cluster/metro_witness
  addMAWitness: { body: { ip_addresses: ['10.9.0.1'], username: 'admin', password: 'secret' } },
  // GET /cluster/metro_witness
  getAllMAWitnesses: { on: 'esxi' },
  // DELETE /cluster/metro_witness/{uuid}
  removeWitnessSite: { on: 'esxi', path: { uuid: '@/cluster/metro_witness#0' } },
  // POST /cluster/name_servers
  addNameServer: { body: { value: '10.0.0.54' } },
  // POST /cluster/nfs_whitelist
  addNfsSubnetWhitelist: { body: { value: '10.11.0.0/24' } },
  // POST /cluster/ntp_servers
  addNtpServer: { body: { value: '1.pool.ntp.test' } },
  // POST /cluster/public_keys
  addPublicKey: { body: { name: 'night', key: 'ssh-ed25519 AAAAC3Nzb night@site' } },
  // PUT /cluster/remote_support
  editRemoteSupport: { body: {} },
  // GET /cluster/search
  doSpotlightSearch: { query: { search_string: 'db01' } },
  // PUT /cluster/smtp
  updateSmtpServer: { body: { address: 'mail2.test' } },
  // PATCH /cluster/smtp
  patchSmtpServer: { body: { generic_dto: {} } },
  // PUT /cluster
  editClusterParams: { body: {} },
  // PATCH /cluster
  patchClusterParams: { body: { generic_dto: {} } },
  // GET /cluster/stats
  getClusterStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // GET /clusters/{id}/stats
  getStatsForCluster: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /data_at_rest_encryption/enable
  enableEncryption: { body: {} },
  // GET /disks/{uuid}/stats
  getDiskStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // PUT /ha
  updateHaConfig: { body: { reservation_type: 'NO_RESERVATIONS' } },
  // PUT /health_checks
  updateHealthCheck: { body: { id: '@/health_checks#vms_not_found' } },
  // PATCH /health_checks
  patchHealthCheck: { body: { generic_dto: { id: '@/health_checks#snapshot_delayed' } } },
  // POST /hosts/{uuid}/enter_maintenance_mode
  enterMaintenanceMode: { body: {} },
  // POST /hosts/{uuid}/exit_maintenance_mode
  exitMaintenanceMode: { path: { uuid: '@/hosts#france-host-3' } },
  // GET /hosts/{uuid}/stats
  getHostStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // PUT /http_proxies
  editHttpProxy: { body: { name: 'squid' } },
  // POST /http_proxies
  addHttpProxy: { body: { name: 'relay', address: '10.0.0.7', port: 3128, proxy_types: ['HTTP'] } },
  // PATCH /http_proxies
  patchHttpProxy: { body: { generic_dto: { name: 'squid' } } },
  // POST /images
  createImage: { body: { name: 'installer' } },
  // PUT /images/{uuid}
  updateImage: { body: {} },
  // PUT /iscsi_clients/{uuid}
  updateVolumeGroup: { body: {} },
  // POST /networks
  createNetwork: { body: { name: 'backup' } },
  // PUT /networks/{uuid}
  updateNetwork: { body: {} },
  // DELETE /networks/{uuid}
  deleteNetwork: { path: { uuid: '@/networks#spare' } },
  // POST /networks/{uuid}/blacklist_ip_addresses
  reserveIP: { path: { uuid: '@/networks#addressed' }, body: { value: '10.7.1.50' } },
  // DELETE /networks/{uuid}/blacklist_ip/{ipaddress}
  unreserveIP: { path: { uuid: '@/networks#addressed', ipaddress: '10.7.1.9' } },
  // POST /protection_domains
  addProtectionDomain: { body: { value: 'silver' } },
  // GET /protection_domains/{name}/stats
  getProtectionDomainStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /protection_domains/{name}/protect_vms
  addVmsByNamesToProtectionDomain: { path: { name: 'idle' }, body: { names: ['file01'] } },
  // PUT /protection_domains/{pd_name}/consistency_groups/{cg_name}
  updateConsistencyGroup: { body: {} },
  // POST /protection_domains/{name}/activate
  markProtectionDomainActive: { path: { name: 'over' } },
  // PUT /protection_domains/{name}/replications/{id}
  updateReplication: { body: { value: 'resume' } },
  // POST /protection_domains/{name}/schedules
  addCronSchedule: { body: { type: 'HOURLY' } },
  // PUT /protection_domains/{name}/schedules/{id}
  replaceCronSchedule: { body: { type: 'DAILY' } },
  // POST /protection_domains/{name}/schedules/{id}/retention_policies
  setRetentionPolicy: { body: {} },
  // POST /protection_domains/{name}/dr_snapshots/{snapshot_id}/retain
  modifySnapshot: { body: {} },
  // POST /protection_domains/{name}/restore_entities
  restoreEntities: { body: { snapshotId: '@/protection_domains/{name}/dr_snapshots#0#snapshot_id' } },
  // POST /protection_domains/{name}/rollback
  rollbackProtectionDomain: { body: { value: '@/protection_domains/{name}/dr_snapshots#0#snapshot_id' } },
  // POST /protection_domains/{name}/snapshots/{snapshot_id}/clone
  restoreSnapshot: { body: {} },
  // PUT /remote_sites
  updateRemoteSite: { body: { name: 'brazil' } },
  // POST /remote_sites
  addRemoteSite: { body: { name: 'peru', remote_ip_address_ports: { canada: 1 } } },
  // PATCH /remote_sites
  patchRemoteSite: { body: { generic_dto: { name: 'brazil' } } },
  // DELETE /remote_sites/{name}
  markRemoteSiteForRemoval: { path: { name: 'brazil' } },
  // GET /remote_sites/{name}/stats
  getRemoteSiteStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /snapshots
  createSnapshot: { body: { snapshot_specs: [{ vm_uuid: '@/vms#mail01' }] } },
  // POST /snapshots/{uuid}/clone
  cloneSnapshot: { body: { spec_list: [{ name: 'copy', override_network_config: true }] } },
  // POST /snmp/add_transports
  addSnmpTransports: { body: [{ transport_protocol: 'TCP_6' }] },
  // POST /snmp/remove_transports
  deleteSnmpTransports: { body: [{}] },
  // PUT /snmp/status
  setSnmpStatus: { body: { value: false } },
  // PUT /snmp/traps
  editSnmpTrap: { body: { trap_address: '10.0.0.8' } },
  // POST /snmp/traps
  addSnmpTrap: { body: { trap_address: '10.0.0.10', trap_username: 'nms' } },
  // PATCH /snmp/traps
  patchSnmpTrap: { body: { generic_dto: { trap_address: '10.0.0.8' } } },
  // PUT /snmp/users
  editSnmpUser: { body: { username: 'spare' } },
  // POST /snmp/users
  addSnmpUser: { body: { username: 'night' } },
  // PATCH /snmp/users
  patchSnmpUser: { body: { generic_dto: { username: 'nms' } } },
  // DELETE /snmp/users/{username}
  deleteSnmpUser: { path: { username: 'spare' } },
  // PUT /storage_containers
  editContainer: { body: { storage_container_uuid: '@/storage_containers#spare' } },
  // POST /storage_containers
  addContainer: { body: { name: 'archive' } },
  // PATCH /storage_containers
  patchContainer: { body: { generic_dto: { name: 'spare' } } },
  // DELETE /storage_containers/{uuid}
  deleteContainer: { path: { uuid: '@/storage_containers#spare' } },
  // GET /storage_containers/{uuid}/stats
  getContainerStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /tasks/poll
  pollTask: { body: { completed_tasks: ['@/tasks#2'] } },
  // GET /vdisks
  getVdisks: { query: { path: '/default-container' } },
  // PUT /virtual_disks
  updateVirtualDisk: { body: { uuid: '@/virtual_disks#0' } },
  // GET /virtual_disks/{uuid}/stats
  getVirtualDiskStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /vms
  createVM: { body: { name: 'new01', num_vcpus: 1, memory_mb: 1024 } },
  // PUT /vms/{uuid}
  updateVM: { body: {} },
  // POST /vms/{uuid}/nics
  createNic: { body: { spec_list: [{ network_uuid: '@/networks#base' }] } },
  // PUT /vms/{uuid}/nics/{nic_id}
  updateNic: { body: { nic_spec: {} } },
  // POST /vms/{uuid}/clone
  cloneVM: { body: { spec_list: [{ name: 'copy' }] } },
  // POST /vms/{uuid}/restore
  restoreVM: { body: { snapshot_uuid: '@/snapshots#0' } },
  // POST /vms/{uuid}/disks/attach
  attachVMDisk: { path: { uuid: '@/vms#mail01' }, body: { vm_disks: [{ vm_disk_create: { size: 86400 } }] } },
  // POST /vms/{uuid}/disks/detach
  detachVMDisk: { path: { uuid: '@/vms#file01' }, body: { vm_disks: [{ disk_address: { disk_label: 'scsi.0' } }] } },
  // PUT /vms/{uuid}/disks/update
  updateVMDisk: { path: { uuid: '@/vms#build01' }, body: { vm_disks: [{ disk_address: { disk_label: 'scsi.0' } }] } },
  // POST /vms/{uuid}/manage_vm_guest_tools
  manageGuestTool: { on: 'esxi', body: { operation: 'MOUNT' } },
  // POST /vms/{uuid}/set_power_state
  setPowerState: { body: { transition: 'ACPI_REBOOT' } },
  // POST /volume_groups
  createVolumeGroup: { body: { name: 'archive' } },
  // PUT /volume_groups/{uuid}
  updateVolumeGroupOfVolumeGroups: { body: {} },
  // POST /volume_groups/{uuid}/attach
  attachVirtualMachine: { body: { vm_uuid: '@/vms#mail01' } },
  // POST /volume_groups/{uuid}/detach
  detachVirtualMachine: { path: { uuid: '@/volume_groups#attached' }, body: { vm_uuid: '@/vms#web01' } },
  // POST /volume_groups/{uuid}/clone
  cloneVolumeGroup: { path: { uuid: '@/volume_groups#attached' }, body: { name: 'copy' } },
  // POST /volume_groups/{uuid}/open
  openVolumeGroup: { body: { iscsi_client_ip: '10.7.159.101' } },
  // POST /volume_groups/{uuid}/close
  closeVolumeGroup: {
    path: { uuid: '@/volume_groups#attached' },
    body: { iscsi_client: { client_address: 'iqn.2024-01.test:client' } }
  },
  // PUT /volume_groups/{uuid}/disks
  updateVolumeDisk: { path: { uuid: '@/volume_groups#attached' }, body: { index: 1 } },
  // POST /volume_groups/{uuid}/disks
  createVolumeDisk: { body: { create_config: { size: 1048576 } } },
  // DELETE /volume_groups/{uuid}/disks/{index}
  deleteVolumeDisk: { path: { uuid: '@/volume_groups#attached', index: '1' } },
  // GET /volume_groups/{uuid}/stats
  getVolumeGroupStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /authconfig/add_auth_types
  addAuthTypes: { on: 'esxi', body: ['DIRECTORY_SERVICE'] },
  // POST /protection_domains/{pd_name}/metro_avail_disable
  stopStretchCluster: { on: 'esxi', path: { pd_name: 'mirrored' } },
  // PUT /protection_domains/{pd_name}/failure_handling
  updateStretchFailureHandling: {
    on: 'esxi',
    path: { pd_name: 'mirrored' },
    body: { failure_handling_mode: 'MANUAL' }
  },
  // PUT /protection_domains/{pd_name}/break_replication_timeout
  updateStretchCluster: { on: 'esxi', path: { pd_name: 'mirrored' }, body: { timeout: 10 } },
  // POST /storage_containers/datastores/add_datastore
  createNfsDatastores: { on: 'esxi', body: { storage_container_name: 'metro' } },
  // PUT /vstores/{uuid}/update_protection_mode
  updateProtection: { on: 'esxi', query: { vm_level_consistency: 'false' } },
  // POST /storage_containers/datastores/remove_datastore
  deleteNfsDatastores: { on: 'esxi', body: { datastore_name: 'spare' } },
  // POST /vstores/{uuid}/unprotect
  unProtectVStore: { path: { uuid: '@/vstores#covered' } }
}
