import { inventory } from '@takt/read-models'
import { and, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { builder } from '../builder.ts'
import { equal, page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { owner, StockOwner } from './owner.ts'

const { serialPlace: table, stockHold, reservation } = inventory

interface SerialRow {
  readonly plant: string
  readonly item: string
  readonly serial: string
  readonly state: State
  readonly location: string
  readonly lot: string
  readonly status: string
  readonly owner: string
  readonly held: boolean
  readonly reservation: string | null
  readonly updatedAt: string
  readonly position: string
}

const STATES = ['inStock', 'issued', 'unsettled'] as const
const SerialState = builder.enumType('SerialState', {
  description: '`unsettled`: what was told of it does not add up; there is an exception for it.',
  values: STATES,
})
type State = (typeof STATES)[number]

/** Of a serial number's places the one it is at, else the one it left last. */
const ofPlace = <T>(column: PgColumn) =>
  sql<T>`(array_agg(${column} order by ${table.count} desc, ${table.position} desc))[1]`

/** A row for each serial number, from its places: the key's own order, so that a page reads no more than it shows. */
function serialRows(db: PostgresJsDatabase, where: SQL | undefined) {
  const places = db
    .select({
      plant: table.plant,
      item: table.item,
      serial: table.serial,
      state: sql<State>`case when sum(abs(${table.count})) = 0 then 'issued'
        when sum(abs(${table.count})) = 1 and sum(${table.count}) = 1 then 'inStock' else 'unsettled' end`.as(
        'state',
      ),
      location: ofPlace<string>(table.location).as('location'),
      lot: ofPlace<string>(table.lot).as('lot'),
      status: ofPlace<string>(table.status).as('status'),
      owner: ofPlace<string>(table.owner).as('owner'),
      updatedAt: sql<string>`max(${table.updatedAt})`.as('updated_at'),
      position: sql<string>`max(${table.position})`.as('position'),
    })
    .from(table)
    .where(where)
    .groupBy(table.plant, table.item, table.serial)
    .as('places')
  const held = sql<boolean>`exists (select from ${stockHold} where ${stockHold.plant} = ${places.plant}
    and ${stockHold.item} = ${places.item} and ${stockHold.lot} in ('', ${places.lot})
    and ${stockHold.state} = 'placed')`.as('held')
  const reservedBy = sql<string | null>`(select ${reservation.reservation} from ${reservation}
    where ${reservation.plant} = ${places.plant} and ${reservation.item} = ${places.item}
    and ${reservation.state} = 'open' and (${reservation.expiresAt} is null or ${reservation.expiresAt} > now())
    and ${reservation.allotments} @> jsonb_build_array(jsonb_build_object('serials', jsonb_build_array(${places.serial})))
    limit 1)`.as('reservation')
  return db
    .select({ ...places._.selectedFields, held, reservation: reservedBy })
    .from(places)
    .as('serials')
}

const Serial = builder.objectRef<SerialRow>('Serial').implement({
  description: 'A serial number of an item at a plant, and where it is, or was last.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    item: t.exposeID('item'),
    serial: t.exposeID('serial'),
    state: t.field({ type: SerialState, resolve: (s) => s.state }),
    location: t.exposeID('location'),
    lot: t.id({ nullable: true, resolve: (s) => s.lot || null }),
    status: t.field({
      type: 'StockStatus',
      description: 'The status it has, or gets back where it is held.',
      resolve: (s) => s.status,
    }),
    held: t.exposeBoolean('held', { description: 'A hold on its lot, or on the item, blocks it.' }),
    reservation: t.exposeID('reservation', {
      nullable: true,
      description: 'The reservation that it is set aside for.',
    }),
    owner: t.field({ type: StockOwner, nullable: true, resolve: owner }),
    updatedAt: t.field({ type: 'DateTime', resolve: (s) => s.updatedAt }),
    position: t.field({ type: 'Position', resolve: (s) => s.position }),
  }),
})

builder.queryField('serials', (t) =>
  t.connection({
    type: Serial,
    description: 'Serial numbers, by plant, item and number.',
    args: {
      plant: t.arg.id(),
      item: t.arg.id(),
      serial: t.arg.id(),
      lot: t.arg.id(),
      location: t.arg.id(),
      state: t.arg({ type: SerialState }),
      readAfter: readAfter(t.arg),
    },
    resolve: async (_root, args, context) => {
      await context.readAfter('inventory', args.readAfter)
      const from = serialRows(context.db, and(...equal(table, args, ['plant', 'item', 'serial'])))
      return page<SerialRow>(context.db, args, {
        from,
        by: ['plant', 'item', 'serial'],
        where: equal(from, args, ['lot', 'location', 'state']),
      })
    },
  }),
)
