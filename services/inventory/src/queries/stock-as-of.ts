import { type FirstOf, isZero, itemAtPlant, StockAsOf, type StockAsOfAnswer, utc } from '@takt/contracts'
import { reject } from '@takt/decider'
import { inventory } from '@takt/read-models'
import { comparePositions, missing, type QueryGiven, query } from '@takt/service'
import { expiredBy } from '../domain/stock-item/ask.ts'
import { atpInputOf } from '../domain/stock-item/availability.ts'
import type { Copies } from '../master-data.ts'
import { historyOf, type Until } from './history.ts'

/** Rows of one list of an answer; NATS carries 1 MiB of all of them. */
const MAX_ROWS = 500

/**
 * What was there of an item, and what could be promised, at a position or a time: as it was known then, by what was
 * recorded up to it, whatever came later and says that it happened earlier. Item and plant count as master data say
 * now. Before the item's first event the answer is empty.
 */
export const stockAsOf = query(StockAsOf, async ({ item, position, time }, given) => {
  const { items, plants } = given.references as Copies
  const kept = items.get(item)
  const plant = plants.get(given.plant)
  if (!plant) return unknown('plant', given.plant)
  if (!kept) return unknown('item', item)
  const refusal = await ahead({ position, time }, given)
  if (refusal) return refusal

  const until: Until = position !== undefined ? { position } : time !== undefined ? { time } : undefined
  const { state, tables, last } = await historyOf(item, until, given)
  const recordedAt = last ? utc(last.metadata.recordedAt) : null
  const now = position === undefined ? utc(time ?? given.now) : (recordedAt ?? given.now)
  const asked = { item: itemAtPlant(kept, given.plant), plant, now, expired: expiredBy(state, now) }
  return {
    position: last?.position ?? null,
    recordedAt,
    now,
    stock: firstOf(
      tables.rows(inventory.stockOnHand).filter((row) => !isZero(row.quantity ?? '0')),
      ['location', 'lot', 'status', 'owner'],
    ),
    lines: firstOf(tables.rows(inventory.atpLine), [
      'date',
      'kind',
      'documentType',
      'documentId',
      'documentLine',
    ]),
    reservations: firstOf(
      tables
        .rows(inventory.reservation)
        .filter((row) => row.state === 'open' && (row.expiresAt ?? '~') > now),
      ['reservation'],
    ),
    input: atpInputOf(state, asked),
    unit: kept.unit,
  } satisfies StockAsOfAnswer
})

async function ahead(asked: { position?: string | undefined; time?: string | undefined }, given: QueryGiven) {
  const { position, time } = asked
  if (time !== undefined && utc(time) > given.now)
    return reject(
      'in-the-future',
      `${utc(time)} is ahead of Takt's clock, ${given.now}: what is to come is not known.`,
      {
        time: utc(time),
        now: given.now,
      },
    )
  if (position === undefined) return undefined
  const head = await given.log.head()
  if (comparePositions(position, head) <= 0) return undefined
  return reject('in-the-future', `the log ends at position ${head}, before ${position}.`, { position, head })
}

const unknown = (kind: 'item' | 'plant', id: string) =>
  missing(
    `unknown-${kind}`,
    `the ${kind} ${id} is not known here: publish it on in.all.masterdata.${kind}-published.v1`,
  )

/** In the order of their keys, so that the same question has the same answer. */
function firstOf<Row extends object>(rows: readonly Row[], by: readonly (keyof Row)[]): FirstOf<Row> {
  const key = (row: Row) => by.map((name) => String(row[name] ?? '')).join('\0')
  const sorted = rows.map((row) => [key(row), row] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return { rows: sorted.slice(0, MAX_ROWS).map(([, row]) => row), total: rows.length }
}
