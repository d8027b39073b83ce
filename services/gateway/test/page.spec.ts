import { inventory } from '@takt/read-models'
import { and } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { equal } from '../src/reading/page.ts'

const asked = (args: { plant?: string | null; lot?: string | undefined; item?: string }) => {
  const where = and(...equal(inventory.stockOnHand, args, ['plant', 'item', 'lot']))
  return where && new PgDialect().sqlToQuery(where)
}

test('a list is narrowed by each value asked for, and by nothing that was left out', () => {
  expect(asked({ plant: 'P1', item: 'BOLT' })).toMatchObject({
    sql: expect.stringMatching(/"plant" = \$1 and .*"item" = \$2/),
    params: ['P1', 'BOLT'],
  })
  expect(asked({ plant: null, lot: undefined })).toBeUndefined()
})

test('an empty text is a value: what is without a lot can be asked for', () => {
  expect(asked({ lot: '' })).toMatchObject({ params: [''] })
})
