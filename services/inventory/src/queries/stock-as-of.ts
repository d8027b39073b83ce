import { isZero, itemAtPlant, StockAsOf, type StockAsOfAnswer, utc } from '@takt/contracts'
import { reject } from '@takt/decider'
import { inventory } from '@takt/read-models'
import { comparePositions, missing, type QueryGiven, query } from '@takt/service'
import { expiredBy } from '../domain/stock-item/ask.ts'
import { atpInputOf } from '../domain/stock-item/availability.ts'
import type { Copies } from '../master-data.ts'
import { firstOf } from './first-of.ts'
import type { Until } from './history.ts'
import { recentHistories } from './recent-histories.ts'

const histories = recentHistories()

/**
 * What was there of an item, and what could be promised, at a position or a time: as it was known then, by what was
 * recorded up to it, whatever came later and says that it happened earlier. Item and plant count as master data say
 * now. Before the item's first event the answer is empty.
 */
export const stockAsOf = query(StockAsOf, async ({ item, position, time, first, after }, given) => {
  const { items, plants } = given.references as Copies
  const kept = items.get(item)
  const plant = plants.get(given.plant)
  if (!plant) return unknown('plant', given.plant)
  if (!kept) return unknown('item', item)
  const refusal = await ahead({ position, time }, given)
  if (refusal) return refusal

  const until: Until = position !== undefined ? { position } : time !== undefined ? { time } : undefined
  return histories.at(item, until, given, ({ state, tables, last }) => {
    const recordedAt = last ? utc(last.metadata.recordedAt) : null
    const now = position === undefined ? utc(time ?? given.now) : (recordedAt ?? given.now)
    const asked = { item: itemAtPlant(kept, given.plant), plant, now, expired: expiredBy(state, now) }
    const list = <Row extends object>(
      name: 'stock' | 'lines' | 'reservations',
      rows: readonly Row[],
      by: readonly (keyof Row)[],
    ) => firstOf(rows, by, { first, after: after ? (after[name] ?? null) : undefined })
    const isThere = ({ quantity }: { readonly quantity?: string | undefined }) => !isZero(quantity ?? '0')
    return {
      position: last?.position ?? null,
      recordedAt,
      now,
      stock: list('stock', tables.rows(inventory.stockOnHand).filter(isThere), [
        ...(['location', 'lot', 'status', 'owner'] as const),
      ]),
      lines: list('lines', tables.rows(inventory.atpLine), [
        ...(['date', 'kind', 'documentType', 'documentId', 'documentLine'] as const),
      ]),
      reservations: list(
        'reservations',
        tables
          .rows(inventory.reservation)
          .filter((row) => row.state === 'open' && (row.expiresAt ?? '~') > now),
        ['reservation'],
      ),
      input: atpInputOf(state, asked),
      unit: kept.unit,
    } satisfies StockAsOfAnswer
  })
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
