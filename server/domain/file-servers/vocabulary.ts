/** Commands, events and refusals: file servers. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type { FileServer, FileServerNetwork, Task } from '../core/world.js'

/** What a client says of a file server and the place where it is to serve; null leaves it as it is known. */
export interface FileServerRequest {
  name: string | null
  uuid: string | null
  /** Name of its protection domain. */
  domain: string | null
  internalNetwork: FileServerNetwork | null
  externalNetworks: readonly FileServerNetwork[] | null
  dnsServers: readonly string[] | null
  ntpServers: readonly string[] | null
}

type FileServerClientCommand = { type: 'activate-file-server'; uuid: string; request: FileServerRequest } & OnCluster

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type FileServerControlCommand =
  /** Of VMs that are there; the first of the networks (UUIDs) is the internal one. */
  { type: 'create-file-server'; cluster: string; uuid: string; name: string; networks: readonly string[] }

export type FileServerCommand = FileServerClientCommand | FileServerControlCommand

export type FileServerEvent =
  | ({ type: 'file-server-registered'; server: FileServer } & At)
  | ({ type: 'file-server-changed'; server: FileServer } & At)

export const fileServerRefusals = {
  'file-server/not-found': { number: 1202, grade: 'D' },
  'file-server/exists': { number: 90110, grade: 'D' },
  'file-server/invalid': { number: 90111 },
  'file-server/active': { number: 90112 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
interface FileServerResults {
  'activate-file-server': Task
}

export interface FileServerVocabulary {
  client: FileServerClientCommand
  control: FileServerControlCommand
  due: never
  results: FileServerResults
  event: FileServerEvent
  refusal: keyof typeof fileServerRefusals
}
