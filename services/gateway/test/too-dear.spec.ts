import { complexityFromQuery } from '@pothos/plugin-complexity'
import { createYoga } from 'graphql-yoga'
import { expect, test } from 'vitest'
import { schema } from '../src/schema/index.ts'

/** Nothing to read with: what is refused is refused before anything is read. */
const yoga = createYoga({ schema, context: {}, maskedErrors: false, logging: false })

async function errorsOf(query: string, variables?: object) {
  const response = await yoga.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return ((await response.json()) as { errors: { message: string; extensions?: object }[] }).errors
}

const ATPS = `query ($requests: [AtpRequest!]!) { atps(requests: $requests) {
  pegging { needs { uncovered coverage { amount source { document { id } } } } } } }`
const asking = (items: number) => ({
  requests: Array.from({ length: items }, (_, i) => ({ plant: 'P1', item: `I${i}` })),
})
const cost = (items: number) => {
  const { complexity } = complexityFromQuery(ATPS, { schema, ctx: {}, variables: asking(items) })
  return complexity
}

test('every item of one atps query costs what one costs', () => {
  const [none, one] = [cost(0), cost(1)]
  expect(one).toBeGreaterThan(none)
  for (const items of [2, 20, 100]) expect(cost(items) - none).toBe(items * (one - none))
})

test('a query that is too dear is refused with the limit and how to ask instead, before anything is read', async () => {
  const [cheap] = await errorsOf(ATPS, asking(1))
  expect(cheap?.message).not.toMatch(/limit/)
  const [refused] = await errorsOf(ATPS, asking(100))
  expect(refused?.message).toMatch(
    /^the query costs \d+, and the limit \(complexity\) is 5,000: .* ask for fewer fields, smaller pages or fewer requests$/,
  )
  expect(refused?.extensions).toMatchObject({
    ...{ code: 'too-dear', limit: 'complexity', max: 5_000, asked: cost(100) },
  })
})

test('a query with too many fields is refused likewise', async () => {
  const broad = `{ ${Array.from({ length: 130 }, (_, i) => `a${i}: plants { edges { cursor } }`).join(' ')} }`
  const [refused] = await errorsOf(broad)
  expect(refused?.message).toMatch(/^the query has \d+ fields, and the limit \(breadth\) is 120/)
})
