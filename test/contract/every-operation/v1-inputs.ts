/** Requests that each operation of v1 answers with success, of the world in populated-world.ts: see good-input.ts. */
import type { GoodInputs } from './good-input.js'

export const v1Inputs: GoodInputs = {
  // DELETE /progress_monitors/{id}
  deleteProgressMonitor: { path: { id: '@/progress_monitors#5' } },
  // POST /protection_domains/{pdName}/restore_entities
  restoreEntities: { body: { snapshotId: '@/protection_domains/{name}/dr_snapshots#0#snapshot_id' } },
  // PUT /http_proxies/whitelist
  setHttpProxyWhitelist: { body: {} },
  // PUT /storage_pools
  editStoragePool: { body: {} },
  // PATCH /storage_pools
  patchStoragePool: { body: { name: 'pool' } },
  // GET /storage_pools/{id}/stats
  getStoragePoolStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // GET /vdisks/{name}/stats
  getVDiskStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // POST /vms
  createVM: { body: { name: 'new01', numVcpus: 1, memoryMb: 1024 } },
  // POST /vms/{uuid}/clone
  cloneVM: { body: { specList: [{ name: 'copy', overrideNetworkConfig: true }] } },
  // GET /vms/{vmId}/stats
  getVMStats: { query: { metrics: 'hypervisor_cpu_usage_ppm' } },
  // PUT /vms/{vmId}/guest_tools
  updateNutanixGuestTools: { body: {} },
  // POST /vms/{vmId}/guest_tools
  createNutanixGuestTools: { body: {} },
  // PATCH /vms/{vmId}/guest_tools
  patchNutanixGuestTools: { body: { genericDTO: {} } },
  // POST /eulas/accept
  acceptEula: { body: { username: 'Ada', companyName: 'Example', jobTitle: 'Engineer' } },
  // PUT /pulse
  updatePulse: { body: {} },
  // POST /cluster/name_servers/add_list
  addNameServers: { body: ['10.0.0.54'] },
  // POST /cluster/name_servers/remove_list
  removeNameServers: { body: ['10.0.0.53'] },
  // POST /cluster/ntp_servers/add_list
  addNtpServers: { body: ['1.pool.ntp.test'] },
  // POST /cluster/ntp_servers/remove_list
  removeNtpServers: { body: ['0.pool.ntp.test'] },
  // POST /authconfig/directories/{name}/role_mappings
  addRoleMapping: { body: { role: 'ROLE_USER_ADMIN', entityType: 'GROUP', entityValues: ['ops'] } },
  // DELETE /authconfig/directories/{name}/role_mappings
  deleteRoleMapping: { query: { role: 'ROLE_CLUSTER_ADMIN', entityType: 'GROUP' } },
  // POST /protection_domains/{name}/add_entities
  addEntities: { body: { volumeGroupUuids: ['@/volume_groups#attached'] } },
  // POST /protection_domains/{name}/remove_entities
  removeEntities: { body: {} },
  // POST /protection_domains/{name}/dr_snapshots/remove_list
  removeSnapshots: { body: ['@/protection_domains/{name}/dr_snapshots#0#snapshot_id'] },
  // POST /protection_domains/{name}/schedules/add_list
  addCronSchedules: { path: { name: 'idle' }, body: [{ type: 'DAILY' }] },
  // POST /protection_domains/{name}/schedules/remove_list
  removeCronSchedules: { body: ['@/protection_domains/{name}/schedules#0'] },
  // POST /protection_domains/{name}/dr_snapshots/retain_list
  retainSnapshots: { body: ['@/protection_domains/{name}/dr_snapshots#0#snapshot_id'] },
  // PUT /protection_domains/{name}/min_snapshots
  setMinSnapshots: { body: {} },
  // PUT /protection_domains/{name}/sra_state
  setSraState: { body: {} },
  // POST /remote_sites/{name}/add_remote_ip
  addRemoteIp: { body: { value: '10.0.9.1' } },
  // POST /remote_sites/{name}/proxy
  setProxy: { body: {} },
  // POST /remote_sites/{name}/compression
  setCompression: { body: {} },
  // POST /remote_sites/{name}/max_bandwidth
  setMaxBandwidth: { body: {} },
  // PUT /users
  updateLocalUser: { body: { profile: { username: 'helper' } } },
  // POST /users
  addLocalUser: { body: { profile: { username: 'night', password: 'night/4u' } } },
  // PUT /users/change_password
  changePassword: { body: { oldPassword: 'nutanix/4u', newPassword: 'nutanix/5u' } },
  // POST /users/reset_password
  resetPassword: { body: { username: 'helper', password: 'nutanix/5u' } },
  // DELETE /users/{name}
  deleteLocalUser: { path: { name: 'helper' } },
  // PUT /users/{name}/profile
  updateUserProfile: { body: {} },
  // PUT /users/{name}/roles
  setUserRoles: { body: ['ROLE_USER_ADMIN'] },
  // POST /users/{name}/roles
  addUserRoles: { body: ['ROLE_CLUSTER_VIEWER'] },
  // PUT /users/{name}/enable
  enableUser: { body: {} },
  // POST /utils/change_default_system_password
  changeDefaultSystemPassword: { body: { oldPassword: 'nutanix/4u', newPassword: 'nutanix/5u' } },
  // GET /license/allowances/{featureName}
  getAllowanceForFeature: { path: { featureName: 'NEAR_SYNC' } },
  // POST /protection_domains/{name}/oob_schedules/remove_list
  removeOutOfBandSchedules: { body: ['@/protection_domains/{name}/oob_schedules#0#schedule_id'] },
  // GET /vfilers/{uuid}
  getFileServer: { on: 'files' },
  // POST /remote_sites/{name}/remove_remote_ip
  removeRemoteIp: { body: { value: '10.9.9.9' } },
  // POST /remote_sites/{name}/map_vstore
  mapVstore: { body: { value: 'default-container-98494:default-container-36217' } },
  // POST /remote_sites/{name}/unmap_vstore
  unmapVstore: { body: { value: 'default-container-98494' } },
  // POST /remote_sites/{name}/dr_snapshots/remove_list
  removeRemoteSnapshots: { body: { drSnapshotIdsMap: { gold: ['@/remote_sites/{name}/dr_snapshots#0#snapshot_id'] } } },
  // POST /remote_sites/{name}/dr_snapshots/download_snapshot
  downloadSnapshot: { body: { pdName: 'gold', drSnapshotId: '@/remote_sites/{name}/dr_snapshots#-1#snapshot_id' } }
}
