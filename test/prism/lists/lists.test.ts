/** What lists are asked with and wrapped in: filters, orders, pages, and the metadata of each backend. */
import t from 'tap'
import {
  SEARCH_ATTRIBUTES_MAX,
  acropolis,
  alertPage,
  arithmos,
  cerebro,
  pageOf,
  search,
  select
} from '../../../server/prism/lists/collection.js'
import {
  ATTRIBUTE_NAME_LENGTH_MAX,
  FILTER_CONDITIONS_MAX,
  attributeNamed,
  parseFilter
} from '../../../server/prism/lists/filter.js'
import { SORT_KEYS_MAX, parseSort } from '../../../server/prism/lists/sort.js'

const row = {
  state: 'AVAILABLE',
  snapshot_id: '42',
  size_in_bytes: 10,
  is_cvm: true,
  none: null,
  tags: ['a', 'b'],
  no: []
}

t.test('a filter holds, or not, for a row', async t => {
  const cases: [string, boolean][] = [
    ['state==AVAILABLE', true],
    ['state!=EXPIRED', true],
    ['state!=AVAILABLE', false],
    [' state == AVAILABLE ; size_in_bytes =gt= 9 ', true],
    ['size_in_bytes=gt=10', false],
    ['size_in_bytes=ge=10', true],
    ['size_in_bytes=lt=10', false],
    ['size_in_bytes=le=10', true],
    ['size_in_bytes=lt=9.5', false],
    ['size_in_bytes==10.0', true],
    ['size_in_bytes=gt=9;state==EXPIRED', false],
    ['size_in_bytes=gt=9,state==EXPIRED', true],
    // and binds closer than or
    ['state==AVAILABLE,state==X;size_in_bytes==1', true],
    ['(state==AVAILABLE,state==X);size_in_bytes==1', false],
    ['size_in_bytes==1;(state==AVAILABLE,state==X)', false],
    ['((state==AVAILABLE))', true],
    ['snapshotId==42', true],
    ['snapshot_id=gt=5', true],
    ['is_cvm==1', true],
    ['is_cvm==true', true],
    ['is_cvm==0', false],
    ['none==null', true],
    ['none=gt=0', false],
    ['none=le=0', false],
    ['missing==1', false],
    ['missing!=1', true],
    ['tags==b', true],
    ['tags!=b', false],
    ['tags!=c', true],
    ['state=gt=AUTUMN', true],
    ['state==', false],
    // any text
    ['state==.*', true],
    ['state==AV.*', true],
    ['state==.*ABLE', true],
    ['state==.*AIL.*B.*E', true],
    ['state==.*B.*AIL.*', false],
    ['state==AVAILABL.*LE', false],
    ['state==AVAIL.*I.*ABLE', false],
    ['state!=.*AIL.*', false],
    ['size_in_bytes==1.*', true],
    ['tags==.*b', true],
    ['none==.*', false],
    ['missing==.*', false],
    // no value
    ['none==[no_val]', true],
    ['missing==[no_val]', true],
    ['no==[no_val]', true],
    ['no!=[no_val]', false],
    ['state==[no_val]', false],
    ['state!=[no_val]', true],
    ['tags==[no_val]', false],
    ['tags!=[no_val]', true]
  ]
  for (const [text, holds] of cases) t.equal(parseFilter(text)(row), holds, text)
})

t.test('a filter that does not parse says where', async t => {
  const cases: [string, number, RegExp][] = [
    ['state', 6, /one of == !=/],
    ['state=EXPIRED', 6, /one of == !=/],
    ['==EXPIRED', 1, /an attribute/],
    ['(state==X', 10, /"\)"/],
    ['state==X)', 9, /end/],
    ['state==X;', 10, /an attribute/],
    ['state==X;;size==1', 10, /an attribute/],
    ['', 1, /an attribute/],
    [`${'('.repeat(51)}a==1${')'.repeat(51)}`, 52, /at most 50/]
  ]
  for (const [text, position, expected] of cases) {
    const place = new RegExp(`position ${position}: `)
    t.throws(() => parseFilter(text), { name: 'RequestError', fault: 'invalid', message: place }, text)
    t.throws(() => parseFilter(text), { message: expected }, text)
  }
})

t.test('an order sorts by several attributes, nothing before something, a minus backwards', async t => {
  const rows = [
    { name: 'b', size: 10 },
    { name: 'a', size: 9 },
    { name: 'c', size: null },
    { name: 'a', size: 10 }
  ]
  const sorted = (text: string) => [...rows].sort(parseSort(text)).map(({ name, size }) => `${name}${size}`)
  t.same(sorted('size'), ['cnull', 'a9', 'b10', 'a10'])
  t.same(sorted('-size,name'), ['a10', 'b10', 'a9', 'cnull'])
  t.same(sorted('+name, -size'), ['a10', 'a9', 'b10', 'cnull'])
  t.throws(() => parseSort('size desc'), { fault: 'invalid', message: /"size desc"/ })
})

t.test('filter and order are left out where they are empty', async t => {
  t.same(select([{ a: 2 }, { a: 1 }], { filter_criteria: '', sort_criteria: ' ' }), [{ a: 2 }, { a: 1 }])
  t.same(select([{ a: 2 }, { a: 1 }], { filter_criteria: 'a=gt=0', sort_criteria: 'a' }), [{ a: 1 }, { a: 2 }])
})

t.test('a page without a count is refused with the words of the product', async t => {
  t.throws(() => pageOf([1], { page: 1 }), {
    name: 'RequestError',
    fault: 'paging',
    message: 'Page number cannot be specified without count'
  })
})

t.test('pages count from 1 and a page past the end is empty', async t => {
  t.same(pageOf([1, 2, 3], { count: 2 }), { rows: [1, 2], number: 1, start: 1, end: 2 })
  t.same(pageOf([1, 2, 3], { count: 2, page: 2 }), { rows: [3], number: 2, start: 3, end: 3 })
  t.same(pageOf([1, 2, 3], { count: 2, page: 3 }), { rows: [], number: 3, start: 0, end: 0 })
  t.same(pageOf([1, 2, 3], {}), { rows: [1, 2, 3], number: 1, start: 1, end: 3 })
})

t.test('each backend has metadata of its own shape', async t => {
  const rows = [{ name: 'x1' }, { name: 'x2' }, { name: 'y' }]
  t.strictSame(cerebro(rows).metadata, { grand_total_entities: 3, total_entities: 0, count: 3 }, 'Cerebro')
  t.strictSame(cerebro(rows.slice(1), 3).metadata, { grand_total_entities: 3, total_entities: 0, count: 2 }, 'Cerebro')
  t.strictSame(acropolis(rows).metadata, { grand_total_entities: 3, total_entities: 3 }, 'Acropolis')
  t.strictSame(
    arithmos(rows.slice(0, 1), {}).metadata,
    {
      grand_total_entities: 1,
      total_entities: 1,
      filter_criteria: '',
      sort_criteria: '',
      page: 1,
      count: 1,
      start_index: 1,
      end_index: 1
    },
    'Arithmos'
  )
  t.strictSame(
    alertPage(rows, {}).metadata,
    { count: 1000, end_index: 3, grand_total_entities: 3, page: 1, start_index: 1, total_entities: 3 },
    'alerts: the page size that was asked for'
  )
})

t.test('a list is searched, then filtered, then paged', async t => {
  const rows = [{ name: 'web-1' }, { name: 'Web-2' }, { name: 'db' }]
  const { metadata, entities } = arithmos(rows, {
    search_string: 'WEB',
    filter_criteria: 'name!=web-1',
    count: 1,
    page: 1
  })
  t.same(entities, [{ name: 'Web-2' }])
  t.match(metadata, { grand_total_entities: 3, total_entities: 1, filter_criteria: 'name!=web-1' })
  t.same(search(rows, { search_string: 'web', search_attribute_list: ['other'] }), [])
})

const many = (count: number, one: string, separator: string): string => Array(count).fill(one).join(separator)

t.test('filters, orders and searches have limits, and what is beyond them is refused', async t => {
  const refused = { name: 'RequestError', fault: 'invalid' }
  for (const separator of [';', ',']) {
    t.equal(parseFilter(many(FILTER_CONDITIONS_MAX, 'a==1', separator))({ a: 1 }), true)
    t.throws(() => parseFilter(many(FILTER_CONDITIONS_MAX + 1, 'a==1', separator)), {
      ...refused,
      message: /at most 100 conditions/
    })
  }
  const longest = 'a'.repeat(ATTRIBUTE_NAME_LENGTH_MAX)
  t.equal(parseFilter(`${longest}==1`)({ [longest]: 1 }), true)
  t.throws(() => parseFilter(`${longest}a==1`), { ...refused, message: /at most 128 characters/ })
  t.equal(parseSort(longest)({ [longest]: 1 }, { [longest]: 2 }), -1)
  t.throws(() => parseSort(`${longest}a`), refused)
  t.equal(parseSort(many(SORT_KEYS_MAX, 'a', ','))({ a: 1 }, { a: 2 }), -1)
  t.throws(() => parseSort(many(SORT_KEYS_MAX + 1, 'a', ',')), { ...refused, message: /more than 10 attributes/ })
  const looking = (count: number) => ({ search_string: 'x', search_attribute_list: Array<string>(count).fill('a') })
  t.same(search([{ a: 'x' }], looking(SEARCH_ATTRIBUTES_MAX)), [{ a: 'x' }])
  t.throws(() => search([{ a: 'x' }], looking(SEARCH_ATTRIBUTES_MAX + 1)), { ...refused, message: /50 attributes/ })
})

t.test('a refusal repeats the beginning of a long criterion, not all of it', async t => {
  t.throws(() => parseFilter('a'.repeat(12_000)), { message: /^.{200,400}$/ })
  t.throws(() => parseSort('a '.repeat(6_000)), { message: /^.{200,600}$/ })
})

t.test('the name of an attribute is spelled out once, and each condition looks at a row once', async t => {
  let looked = 0
  const row = new Proxy<Record<string, unknown>>(
    { a: 1 },
    {
      getOwnPropertyDescriptor: (target, key) => {
        looked += 1
        return Reflect.getOwnPropertyDescriptor(target, key)
      }
    }
  )
  for (const conditions of [1, 10, 100]) {
    looked = 0
    parseFilter(many(conditions, 'a==1', ';'))(row)
    t.equal(looked, conditions, 'where the row has it')
  }
  let spelled = 0
  const name = { replace: () => ((spelled += 1), 'a') } as unknown as string
  const valueIn = attributeNamed(name)
  for (let rows = 0; rows < 100; rows += 1) valueIn({ a: 1 })
  t.equal(spelled, 1)
})
