import {
  AllotReservation,
  GoodsIssued,
  IssueGoods,
  LotDescribed,
  MovementReversed,
  PlaceStockHold,
  ReleaseReservation,
  ReserveStock,
  ReverseMovement,
  StockExceptionCleared,
  StockExceptionRaised,
  StockReserved,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { bracket, day, demandOf, ea, inStock, of, purchase, sale, story, supplyOf } from './world.ts'

const EXPIRES = '2026-03-12T18:00:00.000Z'
const reserve = (reservation: string, amount: string, hard?: object, over: object = {}) =>
  ReserveStock.create({
    ...{ reservation, item: 'BRACKET', quantity: ea(amount), expiresAt: EXPIRES },
    ...(hard ? { hard: hard as never } : {}),
    ...over,
  })
const issue = (amount: string, lot: string, over: object = {}) =>
  IssueGoods.create({ item: 'BRACKET', quantity: ea(amount), lot, ...over })
const fefo = { strategy: 'fefo' }
const fifo = { strategy: 'fifo' }
const given = (...lots: [string, string][]) => ({
  strategy: 'given',
  lots: lots.map(([lot, amount]) => ({ lot, quantity: ea(amount) })),
})
/** In this order they came in: without a last day, with a late one, with an early one. */
const lots = [
  inStock(bracket, '10', { lot: 'B-1' }),
  inStock(bracket, '10', { lot: 'B-2', expiresOn: day(9) }),
  inStock(bracket, '10', { lot: 'B-3', expiresOn: day(4) }),
]
const allotted = (outcome: { events(): readonly { type: string; data: object }[] }) =>
  outcome.events().filter(StockReserved.is as never)[0]?.data as { quantity?: object; allotments?: object[] }

describe('a hard reservation', () => {
  test('by first expired first out takes the lots with the earliest last day, those without one last', () => {
    const { allotments } = allotted(
      of(bracket)
        .given(...lots)
        .when(reserve('R-1', '25', fefo)),
    )
    expect(allotments).toEqual([
      { lot: 'B-3', quantity: '10' },
      { lot: 'B-2', quantity: '10' },
      { lot: 'B-1', quantity: '5' },
    ])
  })
  test('by first in first out takes the lots in the order in which they first came in', () => {
    const later = [...lots, inStock(bracket, '5', { lot: 'B-1' })]
    const { allotments } = allotted(
      of(bracket)
        .given(...later)
        .when(reserve('R-1', '17', fifo)),
    )
    expect(allotments).toEqual([
      { lot: 'B-1', quantity: '15' },
      { lot: 'B-2', quantity: '2' },
    ])
  })
  test('of given lots takes those, in part of one also for several orders', () => {
    const told = story(bracket, lots)
      .when(reserve('R-1', '7', given(['B-1', '4'], ['B-2', '3']), { document: sale('SO-1') }))
      .when(reserve('R-2', '6', given(['B-1', '6']), { document: sale('SO-2') }))
    expect(allotted(told).allotments).toEqual([{ lot: 'B-1', quantity: '6' }])
    const { details, message } = told
      .when(reserve('R-3', '1', given(['B-1', '1'])))
      .thenRejected('not-available')
    expect(details).toMatchObject({ lot: 'B-1', requested: '1', found: '0' })
    expect(message).toBe('Of lot B-1 of BRACKET 0 EA are free, not 1.')
  })
  test('is made once for the same request, and refused with other content', () => {
    const made = story(bracket, lots).when(reserve('R-1', '4', fefo))
    made.when(reserve('R-1', '4', fefo)).thenNothing()
    made.when(reserve('R-1', '4', fifo)).thenRejected('reservation-exists')
    made.when(reserve('R-1', '4')).thenRejected('reservation-exists')
  })
  test('passes over held lots, lots in other statuses, customers’ stock and what is reserved (G10)', () => {
    const mixed = [
      inStock(bracket, '10', { lot: 'HELD', expiresOn: day(1) }),
      inStock(bracket, '10', { lot: 'QA', expiresOn: day(1), status: 'inInspection' }),
      inStock(bracket, '10', { lot: 'THEIRS', expiresOn: day(1), owner: { kind: 'customer', party: 'C-1' } }),
      inStock(bracket, '10', { lot: 'OLD', expiresOn: day(-1) }),
      inStock(bracket, '10', {
        lot: 'SUPPLIERS',
        expiresOn: day(2),
        owner: { kind: 'consignment', party: 'ACME' },
      }),
      inStock(bracket, '10', { lot: 'OURS', expiresOn: day(3) }),
    ]
    const told = story(bracket, mixed)
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', lot: 'HELD', reason: 'rust' }))
      .when(reserve('R-0', '4', undefined, { lot: 'SUPPLIERS' }))
      .when(reserve('R-1', '16', fefo))
    expect(allotted(told).allotments).toEqual([
      { lot: 'SUPPLIERS', quantity: '6' },
      { lot: 'OURS', quantity: '10' },
    ])
  })
  test('for a later day takes no lot that will have expired by then', () => {
    const { details } = of(bracket)
      .given(...lots)
      .when(reserve('R-1', '21', fefo, { date: day(5) }))
      .thenRejected('not-available')
    expect(details).toMatchObject({
      ...{ strategy: 'fefo', requested: '21', found: '20', date: day(5) },
      lots: [
        { lot: 'B-2', free: '10', expiresOn: day(9) },
        { lot: 'B-1', free: '10', expiresOn: null },
      ],
    })
  })
  test('of a held or expired given lot is refused as such', () => {
    const told = story(bracket, lots).when(
      PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', lot: 'B-1', reason: 'rust' }),
    )
    told.when(reserve('R-1', '1', given(['B-1', '1']))).thenRejected('lot-held')
    told.when(reserve('R-1', '1', given(['B-3', '1']), { date: day(5) })).thenRejected('lot-expired')
  })
  test('whose lots do not make its quantity is refused with both', () => {
    const { details } = of(bracket)
      .given(...lots)
      .when(reserve('R-1', '5', given(['B-1', '3'])))
      .thenRejected('lots-differ')
    expect(details).toMatchObject({ requested: '5', inLots: '3' })
    of(bracket)
      .given(...lots)
      .when(reserve('R-1', '5', { ...given(['B-1', '5']), strategy: 'fefo' }))
      .thenRejected('lots-by-strategy')
    of(bracket)
      .given(...lots)
      .when(reserve('R-1', '5', fefo, { lot: 'B-1' }))
      .thenRejected('lot-and-strategy')
  })
  test('takes nothing that others have reserved of the item, or a later order would lack', () => {
    story(bracket, lots)
      .when(reserve('R-1', '28'))
      .when(reserve('R-2', '3', fefo))
      .thenRejected('not-available')
    story(bracket, [...lots, demandOf(bracket, sale('SO-1'), '29', day(3))])
      .when(reserve('R-2', '2', fefo))
      .thenRejected('not-available')
  })
})

describe('a hard reservation for a later day', () => {
  const past = [
    inStock(bracket, '10', { lot: 'B-1' }),
    supplyOf(bracket, purchase('PO-1'), '10', day(3)),
    demandOf(bracket, sale('SO-1'), '6', day(1)),
  ]
  const later = { date: day(5) }
  test('counts from stock on hand from now on, whatever comes in before that day', () => {
    const held = story(bracket, past).when(reserve('R-1', '4', fefo, later))
    held.when(reserve('R-2', '1')).thenRejected('not-available')
    held.when(reserve('R-2', '1', undefined, { date: day(2) })).thenRejected('not-available')
    held.when(reserve('R-2', '10', undefined, { date: day(3) })).thenTypes(StockReserved.name)
    story(bracket, past)
      .when(reserve('R-1', '5', fefo, later))
      .thenRejected('not-available')
  })
  test('is not made of a soft one where orders before that day would lack it', () => {
    const allot = AllotReservation.create({ reservation: 'R-1', item: 'BRACKET', hard: { strategy: 'fefo' } })
    const { details } = story(bracket, past)
      .when(reserve('R-1', '5', undefined, later))
      .when(allot)
      .thenRejected('not-available')
    expect(details).toMatchObject({ requested: '5', available: '4', date: day(0) })
    const made = story(bracket, past)
      .when(reserve('R-1', '4', undefined, later))
      .when(allot)
    made.thenTypes('inventory.ReservationAllotted')
    made.when(reserve('R-2', '1')).thenRejected('not-available')
  })
})

describe('what a hard reservation holds of a lot', () => {
  const held = story(bracket, lots).when(reserve('R-1', '12', fefo, { document: sale('SO-1') }))
  test('nobody else can issue, nor reserve', () => {
    held.when(issue('1', 'B-3')).thenRejected('not-available')
    held.when(issue('9', 'B-2')).thenRejected('not-available')
    held.when(issue('8', 'B-2')).thenTypes(GoodsIssued.name)
    held.when(reserve('R-2', '1', undefined, { lot: 'B-3' })).thenRejected('not-available')
  })
  test('is used first by an issue for its order, lot by lot, to its end', () => {
    const soft = held.when(reserve('R-2', '5', undefined, { document: sale('SO-1') }))
    const first = soft.when(issue('10', 'B-3', { document: sale('SO-1') }))
    expect(first.events()[0]?.data).toMatchObject({
      reservations: [
        { reservation: 'R-1', used: '10', open: '2', allotments: [{ lot: 'B-2', quantity: '2' }] },
      ],
    })
    const last = first.when(issue('4', 'B-2', { document: sale('SO-1') }))
    expect(last.events()[0]?.data).toMatchObject({
      reservations: [
        { reservation: 'R-1', used: '2', open: '0', allotments: [] },
        { reservation: 'R-2', used: '2', open: '3' },
      ],
    })
  })
  test('is used by an issue that names the reservation, of its lot first and then the rest', () => {
    const named = held.when(issue('4', 'B-2', { reservation: 'R-1' }))
    expect(named.events()[0]?.data).toMatchObject({
      reservations: [{ used: '4', open: '8', allotments: [{ lot: 'B-3', quantity: '8' }] }],
    })
  })
  test('comes back to it when the issue is reversed', () => {
    // The specs' messages are numbered: three receipts and the reservation came before.
    const undone = held
      .when(issue('10', 'B-3', { document: sale('SO-1') }))
      .when(ReverseMovement.create({ item: 'BRACKET', movement: 'given-5', reason: 'scanned twice' }))
    const event = undone.events().find(MovementReversed.is)
    expect(event?.data.reservations?.[0]).toMatchObject({
      ...{ reservation: 'R-1', open: '12', strategy: 'fefo' },
      allotments: [
        { lot: 'B-2', quantity: '2' },
        { lot: 'B-3', quantity: '10' },
      ],
    })
  })
  test('is free again when it is released, or past its time', () => {
    held
      .when(ReleaseReservation.create({ reservation: 'R-1', item: 'BRACKET' }))
      .when(issue('10', 'B-3'))
      .thenTypes(GoodsIssued.name)
    const again = held.when(reserve('R-2', '30', fefo, { expiresAt: '2026-03-14T00:00:00.000Z' }), {
      now: EXPIRES,
    })
    // B-2 and B-3 have expired by then.
    again.thenRejected('not-available')
    expect(
      allotted(
        held.when(reserve('R-2', '10', fifo, { expiresAt: '2026-03-14T00:00:00.000Z' }), { now: EXPIRES }),
      ).allotments,
    ).toEqual([{ lot: 'B-1', quantity: '10' }])
  })
  test('and a hold takes away is told of by its lot, until nothing lacks', () => {
    const hit = held.when(PlaceStockHold.create({ hold: 'H-1', item: 'BRACKET', lot: 'B-3', reason: 'rust' }))
    const raised = hit
      .events()
      .filter(StockExceptionRaised.is)
      .find(({ data }) => data.lot === 'B-3')
    expect(raised?.data).toMatchObject({
      code: 'reserved-stock-missing',
      sentence:
        '10 EA of lot B-3 of BRACKET are reserved, and 0 EA of it can be picked: find other stock, or release reservations.',
    })
    const freed = hit.when(ReleaseReservation.create({ reservation: 'R-1', item: 'BRACKET' }))
    const cleared = freed
      .events()
      .filter(StockExceptionCleared.is)
      .map(({ data }) => data.exception)
    expect(cleared).toContain('reserved-stock-missing:B-3')
  })
  test('and expires is told of by its lot', () => {
    const described = LotDescribed.create({
      ...{
        item: 'BRACKET',
        lot: 'B-3',
        unit: 'EA',
        expiresOn: day(-1),
        reportedAt: '2026-03-02T07:00:00.000Z',
      },
    })
    const told = story(bracket, [...lots, ...held.events(), described]).when(issue('1', 'B-1'))
    const sentences = told
      .events()
      .filter(StockExceptionRaised.is)
      .map(({ data }) => data.sentence)
    expect(sentences).toContainEqual(expect.stringContaining('lot B-3 of BRACKET are reserved, and 0 EA'))
  })
})

describe('a reservation of as much as can be had', () => {
  const part = { policy: 'part' }
  test('says how much it is, and what was asked for', () => {
    const told = story(bracket, lots)
      .when(reserve('R-1', '28'))
      .when(reserve('R-2', '5', undefined, part))
    expect(allotted(told)).toMatchObject({ quantity: ea('2'), requested: '5' })
    told.when(reserve('R-2', '5', undefined, part)).thenNothing()
    told.when(reserve('R-3', '1', undefined, part)).thenRejected('not-available')
  })
  test('leaves what later orders need, and counts supply for a later day', () => {
    const past = [
      inStock(bracket, '10'),
      demandOf(bracket, sale('SO-1'), '9', day(3)),
      supplyOf(bracket, purchase('PO-1'), '5', day(6)),
    ]
    expect(
      allotted(
        of(bracket)
          .given(...past)
          .when(reserve('R-1', '7', undefined, part)),
      ),
    ).toMatchObject({
      quantity: ea('1'),
    })
    const later = reserve('R-1', '7', undefined, { ...part, date: day(6) })
    expect(
      allotted(
        of(bracket)
          .given(...past)
          .when(later),
      ),
    ).toMatchObject({ quantity: ea('6') })
  })
  test('of lots takes what its strategy finds', () => {
    const told = of(bracket)
      .given(...lots)
      .when(reserve('R-1', '25', fefo, { ...part, date: day(5) }))
    expect(allotted(told)).toMatchObject({
      quantity: ea('20'),
      requested: '25',
      allotments: [
        { lot: 'B-2', quantity: '10' },
        { lot: 'B-1', quantity: '10' },
      ],
    })
    const named = reserve('R-1', '15', given(['B-1', '12'], ['B-2', '3']), part)
    expect(
      allotted(
        of(bracket)
          .given(...lots)
          .when(named),
      ),
    ).toMatchObject({
      quantity: ea('13'),
      allotments: [
        { lot: 'B-1', quantity: '10' },
        { lot: 'B-2', quantity: '3' },
      ],
    })
  })
})

describe('lots that are set aside are nobody else’s', () => {
  const dated = [
    inStock(bracket, '20', { lot: 'L-1', expiresOn: day(2) }),
    inStock(bracket, '30', { lot: 'L-2' }),
    demandOf(bracket, sale('SO-1'), '20', day(5)),
  ]
  test('so they are refused where an order would be left with what expires before it', () => {
    const { details, message } = story(bracket, dated)
      .when(reserve('R-1', '20', given(['L-2', '20'])))
      .thenRejected('others-would-lack')
    expect(details).toEqual({ item: 'BRACKET', requested: '20', lacking: '10', date: day(5), unit: 'EA' })
    expect(message).toContain(`others would lack 10 EA on ${day(5)}`)
    story(bracket, dated)
      .when(reserve('R-2', '20', fefo))
      .when(reserve('R-1', '10', given(['L-2', '10'])))
      .when(reserve('R-3', '1', fefo))
      .thenRejected('not-available')
  })
  test('in part as many as no order would lack', () => {
    const made = allotted(
      story(bracket, dated).when(reserve('R-1', '20', given(['L-2', '20']), { policy: 'part' })),
    )
    expect(made).toMatchObject({ quantity: ea('10'), allotments: [{ lot: 'L-2', quantity: '10' }] })
  })
  test('so for an order of a later day they are refused where an earlier one needs them until more comes', () => {
    const past = [
      inStock(bracket, '5', { lot: 'L-1' }),
      demandOf(bracket, sale('SO-1'), '5', day(2)),
      supplyOf(bracket, purchase('PO-1'), '5', day(5)),
      demandOf(bracket, sale('SO-2'), '5', day(10)),
    ]
    const later = { document: sale('SO-2'), date: day(10) }
    const { details } = story(bracket, past)
      .when(reserve('R-1', '5', fefo, later))
      .thenRejected('others-would-lack')
    expect(details).toMatchObject({ lacking: '5', date: day(2) })
    story(
      bracket,
      past.filter((_, i) => i !== 1),
    )
      .when(reserve('R-1', '5', fefo, later))
      .when(reserve('R-2', '5', undefined, { date: day(4) }))
      .thenRejected('not-available')
  })
  test('and a soft one does not become hard of them', () => {
    const { details } = story(bracket, dated)
      .when(reserve('R-1', '20'))
      .when(
        AllotReservation.create({ reservation: 'R-1', item: 'BRACKET', hard: given(['L-2', '20']) as never }),
      )
      .thenRejected('others-would-lack')
    expect(details).toMatchObject({ requested: '20', lacking: '10' })
  })
})
