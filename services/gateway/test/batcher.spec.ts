import { expect, test } from 'vitest'
import { createBatcher } from '../src/reading/batcher.ts'

test('what is asked for while a load is under way is loaded together, each caller gets its own answer', async () => {
  const loads: number[][] = []
  const load = createBatcher<number, string>(
    async (keys) => {
      loads.push([...keys])
      await new Promise(setImmediate)
      return keys.map((k) => `#${k}`)
    },
    { maxBatch: 3, maxInFlight: 1 },
  )
  const answers = await Promise.all([1, 2, 3, 4, 5].map((k) => load(k)))
  expect(answers).toEqual(['#1', '#2', '#3', '#4', '#5'])
  expect(loads).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('a load that fails fails its callers only, and later ones are loaded', async () => {
  const load = createBatcher<number, number>(
    async (keys) => {
      if (keys.includes(1)) throw new Error('the database is away')
      return keys
    },
    { maxBatch: 1, maxInFlight: 1 },
  )
  const [first, second] = await Promise.allSettled([load(1), load(2)])
  expect(first).toMatchObject({ status: 'rejected' })
  expect(second).toEqual({ status: 'fulfilled', value: 2 })
})
