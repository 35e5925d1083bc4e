/** What is used of net-snmp, which has no types of its own. */
declare module 'net-snmp' {
  import type { EventEmitter } from 'node:events'

  export interface Varbind {
    readonly oid: string
    readonly type: number
    readonly value: string | number | Buffer
  }
  interface SecurityParameters {
    msgAuthoritativeEngineBoots: number
    msgAuthoritativeEngineTime: number
  }
  export interface SentRequest {
    readonly message: { readonly version: number; readonly msgSecurityParameters?: SecurityParameters }
  }
  type Done = (error: Error | null) => void
  export interface Session extends EventEmitter {
    send: (request: SentRequest, noWait?: boolean) => Session
    trap(oid: string, varbinds: readonly Varbind[], options: object, done: Done): void
    inform(oid: string, varbinds: readonly Varbind[], options: object, done: Done): void
    close(): void
  }
  export interface SnmpUser {
    readonly name: string
    readonly level: number
    readonly authProtocol?: string
    readonly authKey?: string
    readonly privProtocol?: string
    readonly privKey?: string
  }
  export interface SessionOptions {
    readonly version?: number
    readonly transport: 'udp4' | 'udp6'
    readonly port?: number
    readonly trapPort: number
    readonly retries: number
    /** Milliseconds. */
    readonly timeout: number
    readonly engineID?: string
  }
  /** A trap as a receiver gets it. */
  export interface Notification {
    readonly pdu: {
      readonly type: number
      readonly community?: string
      readonly user?: string
      readonly varbinds: readonly Varbind[]
    }
    readonly rinfo: { readonly address: string; readonly port: number }
  }
  export interface Receiver {
    getAuthorizer(): { addCommunity(community: string): void; addUser(user: SnmpUser): void }
    close(done?: () => void): void
  }
  export function createSession(target: string, community: string, options: SessionOptions): Session
  export function createV3Session(target: string, user: SnmpUser, options: SessionOptions): Session
  export function createReceiver(
    options: object,
    done: (error: Error | null, notification: Notification) => void
  ): Receiver
  export const Version2c: number
  export const ObjectType: Readonly<Record<'Integer' | 'OctetString' | 'Counter64', number>>
  export const SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>
  export const AuthProtocols: { readonly sha: string }
  export const PrivProtocols: { readonly aes: string }
  export const Authentication: { passwordToKey: (protocol: string, password: string, engineId: Buffer) => Buffer }
}
