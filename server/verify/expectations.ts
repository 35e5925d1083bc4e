/** What public recordings and clients say beyond the contract: refusals with their texts, keys that are left out. GETs only. */
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'
import type { Report } from './result.js'
import { rowsIn } from '../reading/index.js'

const BASE = '/PrismGateway/services/rest'
/** No task, VM or anything else has it. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

interface Expectation {
  readonly name: string
  readonly path: string
  /** Undefined where it is as expected. */
  readonly fault: (answer: HttpAnswer) => string | undefined
}

const expectations: readonly Expectation[] = [
  {
    // [C: clients]: a typo must not read as "all clean"
    name: 'a filter by an unknown field is refused',
    path: '/v2.0/vms/?filter=nosuch==1',
    fault: refusedWith(/Unrecognized field/)
  },
  {
    // [C: clients]
    name: 'a filter that is none is refused',
    path: '/v2.0/vms/?filter=foo',
    fault: refusedWith(/Invalid filter criteria specified\.|General error parsing FIQL expression/)
  },
  {
    // [C: clients]
    name: 'more than 1,000 alerts are refused',
    path: '/v2.0/alerts/?count=1001',
    fault: refusedWith(/Number of alerts\/events to retrieve cannot be greater than 1,000/)
  },
  {
    // [C: clients]
    name: 'an unknown task is not found',
    path: `/v2.0/tasks/${NOBODY}`,
    fault: refusedWith(new RegExp(`${NOBODY} is not found`))
  },
  {
    // [C: Swagger]: v2.0 publishes none of volume groups
    name: 'a path that is not published is not found',
    path: '/v2.0/volume_groups/health_check_summary',
    fault: ({ status }) => (status === 404 ? undefined : `it answers ${status}, not 404`)
  },
  {
    // [C: recorded, protection domains]; usage_stats are left out without snapshots
    name: 'a protection domain has stats',
    path: '/v2.0/protection_domains/',
    fault: ({ body }) => {
      const lacking = rowsIn(body)?.find(row => !Object.hasOwn(row, 'stats'))
      return lacking === undefined ? undefined : `${String(lacking['name'])} has no stats`
    }
  },
  {
    // [C: recorded, alerts]; [C: Checkmk] fills texts in so
    name: 'the context of an alert has a value for each placeholder of its text',
    path: '/v2.0/alerts/?count=100',
    fault: ({ body }) => rowsIn(body)?.map(contextFault).find(Boolean)
  },
  {
    // [C: recorded, progress monitors]
    name: 'metadata of filtered progress monitors count what the filter leaves',
    path: `/v1/progress_monitors?filterCriteria=uuid==${NOBODY}`,
    fault: ({ body }) => {
      const { metadata } = (body ?? {}) as { metadata?: { grandTotalEntities?: unknown } }
      const total = metadata?.grandTotalEntities
      return total === 0 ? undefined : `grandTotalEntities is ${String(total)}, not 0`
    }
  }
]

/** Nothing is changed. */
export async function verifyExpectations(client: HttpClient, report: Report): Promise<void> {
  for (const { name, path, fault } of expectations) {
    const found = fault(await client.request('GET', BASE + path))
    report({
      operation: `expected: ${name}`,
      outcome: found === undefined ? 'same' : 'differs',
      notes: found === undefined ? [] : [found]
    })
  }
}

function refusedWith(text: RegExp): Expectation['fault'] {
  return ({ status, body }) => {
    const { message } = (body ?? {}) as { message?: unknown }
    if (status < 400) return `it answers ${status}, and refuses nothing`
    return text.test(String(message)) ? undefined : `it says ${JSON.stringify(message)?.slice(0, 200)}`
  }
}

function contextFault(alert: Readonly<Record<string, unknown>>): string | undefined {
  const { alert_type_uuid: type, message, context_types: types, context_values: values } = alert
  if (!Array.isArray(types) || !Array.isArray(values) || types.length !== values.length)
    return `${String(type)} has names and values of different number`
  const unknown = [...String(message).matchAll(/\{(\w+)\}/g)].find(([, name]) => !types.includes(name))
  return unknown === undefined ? undefined : `${String(type)} has no value of ${unknown[0]}`
}
