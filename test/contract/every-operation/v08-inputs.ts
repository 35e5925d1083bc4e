/** Requests that each operation of v0.8 answers with success, of the world in populated-world.ts: see good-input.ts. */
import type { GoodInputs } from './good-input.js'

export const v08Inputs: GoodInputs = {
  // POST /vms
  createVM: { body: { name: 'fresh', memoryMb: 1024, numVcpus: 1 } },
  // PUT /images/{uuid}/upload: any content will do
  uploadImage: { body: {} },
  // PUT /vms/{vmid}
  updateVM: { body: {} },
  // POST /vms/{vmid}/disks
  createDisk: { path: { vmid: '@/vms#mail01' }, body: { disks: [{ vmDiskCreate: { sizeMb: 1 } }] } },
  // PUT /vms/{vmid}/disks/{diskaddress}
  updateDisk: { body: {} },
  // POST /vms/{vmid}/clone
  cloneVM: { body: { specList: [{ name: 'copy', overrideNetworkConfig: true }] } },
  // POST /snapshots/{uuid}/clone
  cloneSnapshot: { body: { specList: [{ name: 'copy', overrideNetworkConfig: true }] } },
  // POST /vms/{vmid}/set_power_state
  setPowerState: { body: { transition: 'OFF' } },
  // POST /volume_groups/{uuid}/close
  closeVolumeGroup: {
    path: { uuid: '@/volume_groups#attached' },
    body: { iscsiInitiator: 'iqn.2024-01.test:client' }
  }
}
