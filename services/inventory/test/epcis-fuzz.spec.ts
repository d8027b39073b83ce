import { EpcisEventCaptured, EpcisEventDeclaredErroneous, RecordEpcisEvent } from '@takt/contracts'
import { isRejection } from '@takt/decider'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EpcisEvent } from '../src/epcis/epcis-event.ts'
import { moveCapturedStock } from '../src/epcis/epcis-movements.ts'
import { isObject } from '../src/epcis/json.ts'
import { readContent } from '../src/epcis/read-content.ts'
import { type CapturedEvent, translateEpcis } from '../src/epcis/translate.ts'
import { MASTER, validSamples } from './epcis-samples/world.ts'

type Node = Record<string | number, unknown>

const samples = [...validSamples().values()]
const WORDS = [
  'ObjectEvent',
  'TransformationEvent',
  'AggregationEvent',
  'ADD',
  'DELETE',
  'shipping',
  'commissioning',
  'damaged',
  '__proto__',
  'constructor',
  'urn:epc:id:sgtin:4012345.000001.7',
  'urn:epc:id:sgtin:4012345.1.%',
  'urn:epc:idpat:sgtin:4012345.000003.*',
  'https://id.gs1.org/01/04012345000023/10/%zz',
  'https://id.gs1.org/8006/000000000000000000',
  'cbvmda:lotNumber',
  '2026-02-30T00:00:00Z',
  '',
]
const junk = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.constantFrom(undefined, null, [], {}, [[]], 0, -1, 1e21, Number.NaN),
)

/** Every place in a document where a value stands: its parent and key. */
function places(node: unknown, found: [Node, string | number][] = []): [Node, string | number][] {
  if (typeof node !== 'object' || node === null) return found
  for (const key of Object.keys(node)) {
    found.push([node as Node, key])
    places((node as Node)[key], found)
  }
  return found
}

const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('set', 'drop', 'rename', 'copy'),
  junk,
  to: fc.nat(),
})
const mutated = fc
  .record({
    sample: fc.constantFrom(...samples),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
  })
  .map(({ sample, mutations }) => {
    const document = structuredClone(sample)
    for (const { at, kind, junk: value, to } of mutations) {
      const all = places(document)
      const [node, key] = all[at % all.length] ?? [{} as Node, '']
      const [other, otherKey] = all[to % all.length] ?? [node, key]
      if (kind === 'set') node[key] = value
      else if (kind === 'drop') delete node[key]
      else if (kind === 'rename') node[String(value)] = node[key]
      else node[key] = structuredClone(other[otherKey])
    }
    return JSON.parse(JSON.stringify(document)) as unknown
  })

function check(event: CapturedEvent): void {
  const { content, reading } = event
  const message = RecordEpcisEvent.create(content)
  expect(RecordEpcisEvent.parse(1, JSON.parse(JSON.stringify(content)))).toMatchObject({ ok: true })
  expect(readContent(JSON.parse(JSON.stringify(content)), MASTER)).toEqual({ reading, problems: [] })
  const given = { messageId: 'm', plant: 'P1', source: 's', now: '', occurredAt: '', reference: reading }
  const decided = EpcisEvent.decide(EpcisEvent.initialState(), message, given)
  if (isRejection(decided)) expect.fail(decided.message)
  for (const made of decided) {
    const contract = EpcisEventCaptured.is(made) ? EpcisEventCaptured : EpcisEventDeclaredErroneous
    const parsed = contract.parse(1, JSON.parse(JSON.stringify(made.data)))
    expect(parsed.ok ? [] : parsed.problems).toEqual([])
    if (EpcisEventCaptured.is(made))
      moveCapturedStock(
        { ...made, id: '', plant: '', occurredAt: '', recordedAt: '', correlationId: '' },
        undefined,
      )
  }
}

test('a document changed at random gives events that can be recorded, or problems, and never throws', () => {
  fc.assert(
    fc.property(mutated, (document) => {
      const { events, refused, problems } = translateEpcis(document, MASTER)
      for (const event of events) check(event)
      for (const problem of [...problems, ...refused.flatMap((r) => r.problems)])
        expect(problem.message).not.toBe('')
      for (const each of refused) expect(each.problems).not.toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('anything at all gives events or problems, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (anything) => {
      const { events, refused, problems } = translateEpcis(anything, MASTER)
      expect(events.length + refused.length + problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

/** The same JSON with the keys of every object in another order. */
const shuffled = (node: unknown, random: (n: number) => number): unknown => {
  if (Array.isArray(node)) return node.map((entry) => shuffled(entry, random))
  if (!isObject(node)) return node
  const entries = Object.entries(node).map(([key, value]) => [key, shuffled(value, random)] as const)
  return Object.fromEntries(
    entries
      .map((entry, i) => [entry, random(i)] as const)
      .sort(([, a], [, b]) => a - b)
      .map(([entry]) => entry),
  )
}

test('the order of fields changes neither ids nor quantities', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.func(fc.nat()), (document, random) => {
      expect(translateEpcis(shuffled(document, random), MASTER)).toEqual(translateEpcis(document, MASTER))
    }),
    { numRuns: 200 },
  )
})
