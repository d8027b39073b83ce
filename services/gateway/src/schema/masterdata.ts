import { masterdata } from '@takt/read-models'
import { eq } from 'drizzle-orm'
import { builder } from '../builder.ts'
import { page } from '../reading/page.ts'
import { readAfter } from './arguments.ts'
import { Quantity, type QuantityValue, quantity } from './quantity.ts'

interface Conversion {
  readonly unit: string
  readonly numerator: number
  readonly denominator: number
  readonly gtin?: string | undefined
}

const UnitConversion = builder.objectRef<Conversion>('UnitConversion').implement({
  description: '1 `unit` is exactly numerator ÷ denominator base units.',
  fields: (t) => ({
    unit: t.exposeString('unit'),
    // Factors go up to 2^53, beyond GraphQL's Int.
    numerator: t.field({ type: 'Decimal', resolve: (c) => String(c.numerator) }),
    denominator: t.field({ type: 'Decimal', resolve: (c) => String(c.denominator) }),
    gtin: t.string({
      nullable: true,
      description: 'Of this packing: what is scanned with it counts in this unit.',
      resolve: (c) => c.gtin ?? null,
    }),
  }),
})

const Item = builder.objectRef<typeof masterdata.item.$inferSelect>('Item').implement({
  description: 'An item as the ERP published it.',
  fields: (t) => ({
    item: t.exposeID('item'),
    description: t.exposeString('description'),
    unit: t.exposeString('unit', { description: 'The base unit, of every quantity Takt keeps of it.' }),
    decimals: t.exposeInt('decimals'),
    lotControlled: t.exposeBoolean('lotControlled'),
    serialControlled: t.exposeBoolean('serialControlled'),
    gtins: t.exposeStringList('gtins'),
    conversions: t.field({ type: [UnitConversion], resolve: (i) => i.conversions }),
    reorderPoint: t.field({
      type: Quantity,
      nullable: true,
      resolve: (i) => quantity(i.reorderPoint, i.unit),
    }),
    leadTimeDays: t.exposeInt('leadTimeDays', { nullable: true }),
    supplier: t.exposeID('supplier', { nullable: true }),
    inspectAtReceipt: t.exposeBoolean('inspectAtReceipt', { nullable: true }),
    substitutes: t.stringList({
      description: 'Other items that do as well, in the order of preference.',
      resolve: (i) => i.substitutes ?? [],
    }),
    plants: t.field({
      type: 'JSON',
      description: 'What single plants say otherwise.',
      resolve: (i) => i.plants,
    }),
    position: t.field({ type: 'Position', resolve: (i) => i.position }),
  }),
})

const Location = builder.objectRef<{ location: string; sgln?: string | undefined }>('Location').implement({
  fields: (t) => ({
    location: t.exposeID('location'),
    sgln: t.string({ nullable: true, resolve: (l) => l.sgln ?? null }),
  }),
})

const OwnStatus = builder
  .objectRef<(typeof masterdata.plant.$inferSelect)['stockStatuses'][number]>('PlantStockStatus')
  .implement({
    description: 'A status of stock that a plant configures, and what stock in it is good for.',
    fields: (t) => ({
      status: t.field({ type: 'StockStatus', resolve: (s) => s.status }),
      name: t.string({ nullable: true, resolve: (s) => s.name ?? null }),
      atp: t.exposeBoolean('atp', { description: 'It can be promised.' }),
      picking: t.exposeBoolean('picking', { description: 'It can be reserved and picked.' }),
      consumption: t.exposeBoolean('consumption', { description: 'A command may issue it.' }),
    }),
  })

const Plant = builder.objectRef<typeof masterdata.plant.$inferSelect>('Plant').implement({
  description: 'A plant and how it promises.',
  fields: (t) => ({
    plant: t.exposeID('plant'),
    name: t.exposeString('name'),
    timeZone: t.exposeString('timeZone'),
    defaultLocation: t.exposeID('defaultLocation'),
    locations: t.field({ type: [Location], resolve: (p) => p.locations }),
    latePolicy: t.field({ type: 'JSON', resolve: (p) => p.latePolicy }),
    inspectionStockInAtp: t.exposeBoolean('inspectionStockInAtp'),
    countTolerancePercent: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'Up to so many percent of what was known, the difference of a count is posted without approval; none is where null.',
      resolve: (p) => p.countTolerancePercent,
    }),
    stockStatuses: t.field({
      type: [OwnStatus],
      description: 'Beside unrestricted (good for all), inInspection and blocked (good for nothing).',
      resolve: (p) => p.stockStatuses,
    }),
    position: t.field({ type: 'Position', resolve: (p) => p.position }),
  }),
})

const Supplier = builder.objectRef<typeof masterdata.supplier.$inferSelect>('Supplier').implement({
  fields: (t) => ({
    supplier: t.exposeID('supplier'),
    name: t.exposeString('name'),
    gln: t.exposeString('gln', { nullable: true }),
    country: t.exposeString('country', { nullable: true }),
    position: t.field({ type: 'Position', resolve: (s) => s.position }),
  }),
})

const BomComponent = builder
  .objectRef<{ item: string; quantity: QuantityValue }>('BillOfMaterialComponent')
  .implement({
    fields: (t) => ({
      item: t.exposeID('item'),
      quantity: t.field({ type: Quantity, resolve: (c) => c.quantity }),
    }),
  })

const BillOfMaterial = builder
  .objectRef<typeof masterdata.billOfMaterial.$inferSelect>('BillOfMaterial')
  .implement({
    description: 'What it takes to make `baseQuantity` of an item.',
    fields: (t) => ({
      item: t.exposeID('item'),
      baseQuantity: t.field({ type: Quantity, resolve: (b) => ({ amount: b.baseAmount, unit: b.baseUnit }) }),
      components: t.field({ type: [BomComponent], resolve: (b) => b.components }),
      position: t.field({ type: 'Position', resolve: (b) => b.position }),
    }),
  })

builder.queryField('item', (t) =>
  t.field({
    type: Item,
    nullable: true,
    args: { item: t.arg.id({ required: true }), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      return context.loaders.item(args.item)
    },
  }),
)

builder.queryField('plant', (t) =>
  t.field({
    type: Plant,
    nullable: true,
    args: { plant: t.arg.id({ required: true }), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      return context.loaders.plant(args.plant)
    },
  }),
)

builder.queryField('billOfMaterial', (t) =>
  t.field({
    type: BillOfMaterial,
    nullable: true,
    args: { item: t.arg.id({ required: true }), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      const { billOfMaterial } = masterdata
      const rows = await context.db.select().from(billOfMaterial).where(eq(billOfMaterial.item, args.item))
      return rows[0] ?? null
    },
  }),
)

builder.queryField('items', (t) =>
  t.connection({
    type: Item,
    description: 'Items by number.',
    args: { supplier: t.arg.id(), readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      const where = [args.supplier ? eq(masterdata.item.supplier, args.supplier) : undefined]
      return page<typeof masterdata.item.$inferSelect>(context.db, args, {
        from: masterdata.item,
        by: ['item'],
        where,
      })
    },
  }),
)

builder.queryField('plants', (t) =>
  t.connection({
    type: Plant,
    args: { readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      return page<typeof masterdata.plant.$inferSelect>(context.db, args, {
        from: masterdata.plant,
        by: ['plant'],
      })
    },
  }),
)

builder.queryField('suppliers', (t) =>
  t.connection({
    type: Supplier,
    args: { readAfter: readAfter(t.arg) },
    resolve: async (_root, args, context) => {
      await context.readAfter('masterdata', args.readAfter)
      return page<typeof masterdata.supplier.$inferSelect>(context.db, args, {
        from: masterdata.supplier,
        by: ['supplier'],
      })
    },
  }),
)
