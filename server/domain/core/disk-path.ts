/** Where the file of a disk lies in its cluster's storage. */
import type { Disk } from './world.js'

/** Path of a disk's file [C: recorded]. EMU: the folder of a restore stands between the container and the rest. */
export function diskPath({ container, uuid, pathPrefix }: Pick<Disk, 'container' | 'uuid' | 'pathPrefix'>): string {
  const folder = pathPrefix === undefined ? '' : `/${pathPrefix}`
  return `/${container}${folder}/.acropolis/vmdisk/${uuid}`
}
