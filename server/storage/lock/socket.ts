/** Liveness socket of a lock owner: the kernel closes it when the process dies, in whichever container. */
import { readFileSync } from 'node:fs'
import { lstat, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server } from 'node:net'
import { hostname, platform, tmpdir } from 'node:os'
import { basename, isAbsolute, join, resolve } from 'node:path'
import type { Holder } from './entry.js'

/** The directory, opened: its path may be longer than that of a socket can be. */
export interface OpenDirectory {
  readonly path: string
  readonly handle: FileHandle
}

/** Of the address of a socket, on the system that allows least. */
const ADDRESS_BYTES_MAX = 103

/** What no two running kernels share. Sockets answer within one, whatever a container knows of the others. */
export function thisKernel(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return `${platform()}/${hostname()}`
  }
}

/** Undefined where there can be no socket: on a file system that has none. `name` is what others are told. */
export async function listenIn(
  directory: OpenDirectory,
  id: string
): Promise<{ server: Server; name: string } | undefined> {
  const name = socketName(directory.path, fileNameOf(id))
  const server = createServer(client => client.destroy())
  server.unref()
  server.on('error', () => undefined) // that a caller could not be heard does not matter: he knows that he was
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(addressOf(directory, name), () => resolve())
    })
    return { server, name }
  } catch {
    return undefined
  }
}

/** Whether somebody listens there. Where the system does not say, somebody does. */
export function answers(directory: OpenDirectory, name: string): Promise<boolean> {
  return new Promise(resolve => {
    const client = connect(addressOf(directory, name))
    client.once('connect', () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', (error: NodeJS.ErrnoException) => {
      resolve(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? ''))
    })
  })
}

/** Removes the socket of a dead owner. An entry that names anything else, of somebody's hand, is not believed. */
export async function removeSocket(directory: string, { id, socket }: Holder): Promise<void> {
  if (socket === null || ![fileNameOf(id), join(tmpdir(), fileNameOf(id))].includes(socket)) return
  const path = resolve(directory, socket)
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSocket() === true) await rm(path, { force: true })
}

const fileNameOf = (id: string): string => `pesim.${id}.sock`

/** In the directory, so that every container which shares it finds it; where the path is too long, in the system's own place. */
function socketName(directory: string, name: string): string {
  if (platform() === 'linux' || Buffer.byteLength(join(directory, name)) <= ADDRESS_BYTES_MAX) return name
  return join(tmpdir(), name)
}

/** Linux reaches the directory through the open handle, however long its path is. */
function addressOf({ path, handle }: OpenDirectory, name: string): string {
  if (isAbsolute(name)) return name
  return platform() === 'linux' ? `/proc/self/fd/${handle.fd}/${basename(name)}` : join(path, basename(name))
}
