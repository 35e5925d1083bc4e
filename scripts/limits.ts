/** The README's table of limits: each figure comes from the contract, or from the constant that keeps to it. */
import { controlContract } from '../server/contracts/index.js'
import type { Schema } from '../server/http/contract/index.js'
import { LABS_MAX } from '../server/app/labs/registry.js'
import { JOURNAL_BODY_MAX, JOURNAL_BYTES_MAX, JOURNAL_MAX, JOURNAL_TEXT_MAX } from '../server/control/core/journal.js'
import { UNREAD_FIELDS_MAX } from '../server/control/core/unread-fields.js'
import { STREAMS_MAX, STREAM_BACKLOG_BYTES_MAX } from '../server/control/core/streams/streams.js'
import { MISHAP_BODY_BYTES_MAX } from '../server/control/trouble/mishaps.js'
import {
  ALERTS_MAX,
  AUDITS_MAX,
  DESCRIPTION_LENGTH_MAX,
  FREE_NAME_LENGTH_MAX,
  MONITORS_MAX,
  OPEN_INCIDENTS_MAX,
  SITE_ADDRESSES_MAX,
  TASKS_MAX
} from '../server/domain/core/index.js'
import { BODY_LIMIT_BYTES } from '../server/http/app/body.js'
import { BODY_KEY_LENGTH_MAX, BODY_LIST_LENGTH_MAX, BODY_TEXT_LENGTH_MAX } from '../server/http/contract/body-bounds.js'
import { MISHAPS_MAX } from '../server/http/app/index.js'
import { CONNECTIONS_MAX, HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '../server/http/listen/index.js'
import { ADVANCE_DAYS_MAX, STATES_MAX, STATE_BYTES_MAX } from '../server/labs/index.js'
import { STATE_FILE_BYTES_MAX } from '../server/control/mount.js'
import { SAVED_BYTES_MAX } from '../server/storage/port.js'
import {
  ADDRESSES_MAX,
  DELAY_SECONDS_MAX,
  FAILURES_KEPT_SECONDS,
  FIRST_DELAY_SECONDS,
  PROMPT_FAILURES,
  USERS_OF_ADDRESS_MAX
} from '../server/prism/login/failed-logins.js'
import { SESSIONS_MAX, SESSIONS_OF_USER_MAX, SESSION_IDLE_SECONDS } from '../server/prism/login/sessions.js'
import { SEARCH_ATTRIBUTES_MAX } from '../server/prism/lists/collection.js'
import { ATTRIBUTE_NAME_LENGTH_MAX, FILTER_CONDITIONS_MAX, FILTER_DEPTH_MAX } from '../server/prism/lists/filter.js'
import { SORT_KEYS_MAX } from '../server/prism/lists/sort.js'

const MEBIBYTE = 1024 * 1024

/** Of a property in the contract of the control API. */
function inContract(model: string, property: string, keyword: string): number {
  const schemas = controlContract.document.components?.['schemas'] as Readonly<Record<string, Schema>> | undefined
  const properties = schemas?.[model]?.['properties'] as Readonly<Record<string, Schema>> | undefined
  const limit = properties?.[property]?.[keyword]
  if (typeof limit !== 'number') throw new Error(`${model}.${property} has no ${keyword}`)
  return limit
}

/** Digits in groups of three. */
const figure = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
const figures = (...values: readonly number[]): string => values.map(figure).join(', ')
const mebibytes = (bytes: number): string => `${bytes / MEBIBYTE} MiB`

const limits = (): readonly (readonly [what: string, limit: string])[] => [
  ['request body', mebibytes(BODY_LIMIT_BYTES)],
  [
    'names of VMs, images, snapshots and users; descriptions and annotations',
    `${figures(FREE_NAME_LENGTH_MAX)} characters; ${figure(DESCRIPTION_LENGTH_MAX)} characters`
  ],
  [
    'any other text of a body; a key of a map',
    `${figure(BODY_TEXT_LENGTH_MAX)} characters; ${BODY_KEY_LENGTH_MAX} characters`
  ],
  [
    'entries of a list or a map of a body; VMs, volume groups or snapshots that one names; addresses of a remote site',
    `${BODY_LIST_LENGTH_MAX}; 10 000; ${SITE_ADDRESSES_MAX}`
  ],
  ['time to send the head of a request; all of it', `${HEADERS_TIMEOUT_MS / 1000} s; ${REQUEST_TIMEOUT_MS / 1000} s`],
  ['connections of one listener at once', figure(CONNECTIONS_MAX)],
  ['VMs made by one request', figure(inContract('VmCreation', 'count', 'maximum'))],
  ['names in a request to the control API', `${inContract('VmTemplate', 'name', 'maxLength')} characters`],
  [
    'path of a mishap; body of its answer',
    `${figure(inContract('MishapRequest', 'path', 'maxLength'))} characters; ${MISHAP_BODY_BYTES_MAX / 1024} KiB`
  ],
  [
    'conditions of a filter; parentheses in each other; characters of an attribute',
    [FILTER_CONDITIONS_MAX, FILTER_DEPTH_MAX, ATTRIBUTE_NAME_LENGTH_MAX].join('; ')
  ],
  ['attributes of an order; of a search', `${SORT_KEYS_MAX}; ${SEARCH_ATTRIBUTES_MAX}`],
  ['finished tasks, progress monitors, alerts kept per cluster', figures(TASKS_MAX, MONITORS_MAX, ALERTS_MAX)],
  ['events kept per cluster', `${figure(AUDITS_MAX)}; then the oldest tenth goes at once`],
  ['one advance of the clock', `${figure(ADVANCE_DAYS_MAX)} days`],
  [
    'event streams at once; events that wait for slow readers',
    `${STREAMS_MAX}; ${mebibytes(STREAM_BACKLOG_BYTES_MAX)}`
  ],
  [
    'requests in the journal; all of them; one URL',
    `${figure(JOURNAL_MAX)}; ${mebibytes(JOURNAL_BYTES_MAX)}; ${figure(JOURNAL_TEXT_MAX)} characters`
  ],
  ['fields in the journal that were sent for nothing', figure(UNREAD_FIELDS_MAX)],
  ['body of a request in the journal, as JSON', `${figure(JOURNAL_BODY_MAX)} characters`],
  ['labs at once; states of each', `${figure(LABS_MAX)}; ${figure(STATES_MAX)}`],
  [
    'memory that states hold, all of them; file of one',
    `${mebibytes(STATE_BYTES_MAX)}; ${mebibytes(STATE_FILE_BYTES_MAX)}`
  ],
  ['with `--data`, document of a lab; state in a file', `${mebibytes(SAVED_BYTES_MAX)}; the same`],
  ['mishaps at once; incidents that wait or are under way', `${figure(MISHAPS_MAX)}; ${figure(OPEN_INCIDENTS_MAX)}`],
  [
    'sessions at once; of one user at one cluster; idle time',
    `${figure(SESSIONS_MAX)}; ${figure(SESSIONS_OF_USER_MAX)}; ${SESSION_IDLE_SECONDS / 60} minutes`
  ],
  [
    'wrong passwords, by client address, cluster and user, before a 401 is late',
    `${PROMPT_FAILURES}; then ${FIRST_DELAY_SECONDS} s, doubling to ${DELAY_SECONDS_MAX} s, until a right one or ${FAILURES_KEPT_SECONDS / 60} minutes without any`
  ],
  [
    'client addresses, and users of each, whose wrong passwords are told apart',
    `${figure(ADDRESSES_MAX)}; ${USERS_OF_ADDRESS_MAX}`
  ]
]

export function limitsTable(): string {
  return ['| what | limit |', '|---|---|', ...limits().map(([what, limit]) => `| ${what} | ${limit} |`)].join('\n')
}
