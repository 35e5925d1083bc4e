/** Registers every API that the emulator serves. Contracts of older versions are built at their first request. */
import type { FastifyRequest } from 'fastify'
import { centralHandlers, v3Api } from '../central/index.js'
import type { Config } from '../config/index.js'
import {
  centralContract,
  controlContract,
  v08Contract,
  v08Stubs,
  v1Contract,
  v1Stubs,
  v2Contract,
  v2Stubs
} from '../contracts/index.js'
import { controlApi } from '../control/mount.js'
import { isLocalRequest } from '../http/access/index.js'
import type { Api } from '../http/contract/index.js'
import type { PrismHandlers } from '../prism/core/index.js'
import { olderApi, prismApi, stubApi } from '../prism/gateway/index.js'
import type { FindDestination, OlderVersion } from '../prism/gateway/index.js'
import {
  dialectOf,
  imageUploads,
  v08OnlyFields,
  v1OnlyFields,
  v1Overrides,
  prismV08CanonicalHandlers,
  prismV1Handlers,
  prismV1CanonicalHandlers,
  prismV2Handlers
} from '../prism/index.js'
import type { AddressBook } from './addresses.js'
import type { HostedLab } from './hosted-lab.js'

interface ApiParts {
  readonly config: Config
  /** The lab that a request is about. */
  readonly labOf: (request: FastifyRequest) => HostedLab
  readonly find: FindDestination
  readonly addresses: AddressBook
}

/** Emulated APIs come before stubs: the first one that has an operation answers it. */
export function apisOf({ config, labOf, find, addresses }: ApiParts): Api[] {
  const validateResponses = config.validateResponses ?? false
  const host = { find, validateResponses }
  return [
    prismApi(v2Contract, 'v2', prismV2Handlers, centralHandlers, host),
    olderApi(v1Contract, v1, centralHandlers, host),
    v3Api(centralContract, host),
    olderApi(v08Contract, v08, {}, host, imageUploads),
    controlApi(controlContract, {
      context: request => labOf(request).control,
      token: config.controlToken,
      open: config.controlOpen,
      exposed: () => addresses.exposed,
      isLocal: request => isLocalRequest(request, addresses.knownHosts),
      validateResponses
    }),
    stubApi(v2Stubs, 'v2', host),
    stubApi(v1Stubs, 'v1', host),
    stubApi(v08Stubs, 'v1', host)
  ]
}

function v1(): OlderVersion {
  const canonical = { ...prismV2Handlers, ...prismV1CanonicalHandlers, ...v1Overrides }
  const { handlerOf, ...translation } = dialectOf(v1Contract.document, v1OnlyFields)
  const own: PrismHandlers = prismV1Handlers
  return {
    ...translation,
    handlerOf: operation => own[operation.id] ?? handlerOf(operation, canonical),
    centralHandlerOf: operation => handlerOf(operation, centralHandlers)
  }
}

function v08(): OlderVersion {
  const canonical = { ...prismV2Handlers, ...prismV08CanonicalHandlers }
  const { handlerOf, ...translation } = dialectOf(v08Contract.document, v08OnlyFields)
  return { ...translation, handlerOf: operation => handlerOf(operation, canonical), centralHandlerOf: () => undefined }
}
