/** VMs as the server lists them for people: a page of them, searched and sorted there. */
import { PAGE_ROWS } from '../parts/table/Pager.js'
import type { Asked } from '../parts/table/Table.js'
import { askV1 } from '../core/prism.js'

/** What the console shows of a VM, in the words of v1, whose list has paging and protection. */
export interface ListedVm {
  readonly uuid: string
  readonly vmName: string
  readonly powerState: string
  readonly protectionDomainName: string | null
  readonly ipAddresses: readonly string[]
  readonly numVCpus: number
  readonly memoryCapacityInBytes: number
  readonly guestOperatingSystem: string | null
}

export interface VmPage {
  readonly metadata: { readonly totalEntities: number }
  readonly entities: readonly ListedVm[]
}

/** VMs of users, which also pass `filter`. */
export function listVms(asked: Asked, filter = '', rows = PAGE_ROWS): Promise<VmPage> {
  const { page, word, by, down } = asked
  const query = new URLSearchParams({
    ...{ count: String(rows), page: String(page + 1), filterCriteria: `is_cvm==0${filter}` },
    ...(by !== undefined && { sortCriteria: `${down ? '-' : ''}${by}` }),
    ...(word.trim() !== '' && { searchString: word.trim(), searchAttributeList: 'vmName' })
  })
  return askV1('GET', `/vms?${query.toString()}`)
}
