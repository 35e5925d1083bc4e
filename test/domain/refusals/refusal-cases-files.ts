/** Every way in which a command about a file server is refused. */
import { fileServerVmFixtures } from '../../../server/seed/file-servers.js'
import { plain } from './refusal-labs.js'
import type { Cases } from './refusal-labs.js'
import type { ClientRequest, TwoSites } from '../../support/two-sites.js'
import { vmRequest } from '../../../server/seed/vms.js'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'

const create = (change: object = {}): Command => ({
  type: 'create-file-server',
  cluster: 'france',
  uuid: 'fs-uuid',
  name: 'fs1',
  networks: [],
  ...change
})

/** With a file server of one VM, which serves, and without a protection domain. */
const serving = (): TwoSites => {
  const lab = plain()
  const vms = fileServerVmFixtures({ name: 'fs1', vms: 1 }).map(vm => vmRequest(vm, 'pool', vm.name, 'files'))
  lab.do({ type: 'create-vms', cluster: 'france', vms })
  lab.do(create())
  return lab
}

/** The same, whose protection domain has left. */
const handed = (): TwoSites => {
  const lab = serving()
  const name = 'NTNX-fs1'
  lab.france.do({ type: 'create-protection-domain', name, annotations: [] })
  lab.france.do({ type: 'deactivate-protection-domain', name })
  lab.pass(60)
  return lab
}

const nothing = {
  name: null,
  uuid: null,
  domain: null,
  internalNetwork: null,
  externalNetworks: null,
  dnsServers: null,
  ntpServers: null
}
const activate = (uuid = 'fs-uuid'): ClientRequest => ({ type: 'activate-file-server', uuid, request: nothing })

export const fileCases: Cases = {
  'file-server/not-found': [
    { because: 'none has the UUID', command: activate('x') },
    { because: 'a record inherits that name', command: activate('constructor') }
  ],
  'file-server/exists': [
    { because: 'the UUID is taken', command: create({ name: 'fs2' }), in: serving },
    { because: 'the name is taken', command: create({ uuid: 'other' }), in: serving }
  ],
  'file-server/invalid': [
    { because: 'it has a name', command: create({ name: '' }) },
    { because: 'the name is no label', command: create({ name: 'a.b' }) }
  ],
  'file-server/active': [{ because: 'it serves', command: activate(), in: serving }],
  'vm/not-found': [{ because: 'a file server runs on VMs', command: create() }],
  'protection-domain/not-active': [{ because: 'the file server has no VMs here', command: activate(), in: handed }]
}
