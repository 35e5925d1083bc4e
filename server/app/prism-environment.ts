/** Environment of the emulated API for one lab: world, dispatch, authentication, request log and injected faults. */
import { randomUUID } from 'node:crypto'
import { centralHandlers } from '../central/index.js'
import type { Config } from '../config/index.js'
import type { Journal } from '../control/index.js'
import { getOwn } from '../domain/core/index.js'
import { derivedUuid, elapsedSeconds, secretCheck, secretOf } from '../engine/index.js'
import type { Mishaps } from '../http/app/index.js'
import type { Saving } from '../http/contract/index.js'
import { pause } from '../http/listen/index.js'
import { waitIn } from '../labs/index.js'
import type { Lab } from '../labs/index.js'
import { CENTRAL } from '../prism/core/index.js'
import { KeptAnswers } from '../prism/gateway/index.js'
import type { AnswerBudget, PrismEnvironment } from '../prism/gateway/index.js'
import { FailedLogins, Sessions, createAuth } from '../prism/login/index.js'
import type { Access, Account } from '../prism/login/index.js'
import { CENTRAL_HOST } from './addresses.js'
import type { AddressBook } from './addresses.js'
import type { SecretOfSeed } from './lab-start.js'

interface EnvironmentParts {
  readonly config: Config
  readonly lab: Lab
  readonly journal: Journal
  readonly mishaps: Mishaps
  readonly addresses: AddressBook
  readonly access: Access
  readonly answers: AnswerBudget
  readonly closing: AbortSignal
  readonly saving: Saving
  readonly secretOf: SecretOfSeed
  /** What nobody else's sessions are good for, not even those of a lab of this name before. */
  readonly realm: string
}

export function prismEnvironment(parts: EnvironmentParts): PrismEnvironment {
  const {
    config,
    lab,
    journal,
    mishaps,
    addresses,
    access,
    answers,
    closing,
    saving,
    secretOf: administratorSecret
  } = parts
  const right = secretCheck({ secret: administratorSecret(lab.world.seed), password: config.password })
  return {
    central: () => ({
      uuid: derivedUuid(lab.world.seed, CENTRAL),
      name: CENTRAL_HOST,
      address: addresses.central
    }),
    centralHandlers,
    world: () => lab.world,
    keep: () => lab.engine.keep(),
    namesOf: table => lab.engine.namesOf(table),
    version: () => lab.engine.version,
    keptAnswers: new KeptAnswers(answers),
    catchUp: () => lab.pace.catchUp(),
    submit: command => lab.engine.submit(command),
    wait: (wait, signal) => waitIn(lab, wait, AbortSignal.any([signal, closing])),
    ownerOf: address => addresses.ownerOf(address),
    hasMishaps: () => mishaps.all.length > 0,
    mishapOf: request => mishaps.match(request),
    closing,
    record: entry => {
      journal.record({ at: lab.world.now, ...entry }, entry.unread)
    },
    saving,
    auth: createAuth({
      ...access,
      lab: parts.realm,
      accountOf: accountsOf(config, lab, administratorSecret),
      right
    }),
    secrets: { of: (purpose, password) => secretOf(lab.world.seed, purpose, password), right },
    strict: config.strict,
    notesUnread: config.unreadFields
  }
}

/** Cookies ignore ports, so whoever logs in has one session for everything that the process serves. */
export function accessTo({ http }: Config): Access {
  return {
    sessions: new Sessions({
      nowSeconds: elapsedSeconds,
      randomId: () => randomUUID().replace(/-/g, '').toUpperCase(),
      secure: !http
    }),
    failedLogins: new FailedLogins({ nowSeconds: elapsedSeconds }),
    pause
  }
}

/** Prism Central has one user, the administrator of the start; a cluster has those of its world. */
function accountsOf(
  config: Config,
  lab: Lab,
  administratorSecret: SecretOfSeed
): (site: string, user: string) => Account | undefined {
  return (site, user) => {
    if (site !== CENTRAL) return getOwn(getOwn(lab.world.clusters, site)?.users ?? {}, user)
    if (user !== config.user) return undefined
    const secret = administratorSecret(lab.world.seed)
    return { roles: ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN'], enabled: true, secret }
  }
}
