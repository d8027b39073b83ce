import {
  AllotReservation,
  ChangeStockStatus,
  GoodsIssued,
  GoodsIssueReported,
  GoodsReceiptReported,
  IssueGoods,
  MovementReversalReported,
  MovementReversed,
  PlaceStockHold,
  ReleaseReservation,
  ReserveStock,
  ReverseMovement,
  StockExceptionCleared,
  StockExceptionRaised,
  StockReserved,
  TransferStock,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { bracket, day, ea, inStock, item, of, sale, story } from './world.ts'

const motor = item({ item: 'MOTOR', serialControlled: true })
const EXPIRES = '2026-03-12T18:00:00.000Z'
const reserve = (reservation: string, amount: string, hard?: object, over: object = {}) =>
  ReserveStock.create({
    ...{ reservation, item: 'MOTOR', quantity: ea(amount), expiresAt: EXPIRES },
    ...(hard ? { hard: hard as never } : {}),
    ...over,
  })
const named = (...serials: string[]) => ({ strategy: 'given', serials })
const issue = (serials: string[], over: object = {}) =>
  IssueGoods.create({ item: 'MOTOR', lot: 'M-1', quantity: ea(String(serials.length)), serials, ...over })
const stock = [
  inStock(motor, '3', { lot: 'M-1', serials: ['S-1', 'S-2', 'S-3'] }),
  inStock(motor, '2', { lot: 'M-2', expiresOn: day(5), serials: ['S-4', 'S-5'] }),
]
const stocked = story(motor, stock)
type Told = { events(): readonly { type: string; data: object }[] }
const allotted = (told: Told) =>
  (told.events().find(({ type }) => type === StockReserved.name)?.data as { allotments?: object })?.allotments
const alerts = (told: Told) =>
  told
    .events()
    .filter((e) => StockExceptionRaised.is(e as never) || StockExceptionCleared.is(e as never))
    .map(
      ({ type, data }) =>
        `${type.endsWith('Raised') ? '+' : '-'}${(data as { exception: string }).exception}`,
    )

describe('a reservation of serial numbers', () => {
  test('holds those that were named, each for itself', () => {
    const made = stocked.when(reserve('R-1', '3', named('S-2', 'S-4', 'S-1')))
    expect(allotted(made)).toEqual([
      { lot: 'M-1', quantity: '2', serials: ['S-2', 'S-1'] },
      { lot: 'M-2', quantity: '1', serials: ['S-4'] },
    ])
    made.again().thenNothing()
    const { details, message } = made
      .when(reserve('R-2', '2', named('S-1', 'S-3')))
      .thenRejected('serial-not-free')
    expect(details).toMatchObject({ refused: 1, serials: [{ serial: 'S-1', reservation: 'R-1' }] })
    expect(message).toBe('S-1 of MOTOR is not in stock to be picked, or set aside already.')
    expect(allotted(made.when(reserve('R-2', '2', named('S-1', 'S-3'), { policy: 'part' })))).toEqual([
      { lot: 'M-1', quantity: '1', serials: ['S-3'] },
    ])
  })
  test('by first expired first out holds the first free ones of the lots that expire first', () => {
    const made = stocked
      .when(reserve('R-1', '1', named('S-4')))
      .when(reserve('R-2', '3', { strategy: 'fefo' }))
    expect(allotted(made)).toEqual([
      { lot: 'M-2', quantity: '1', serials: ['S-5'] },
      { lot: 'M-1', quantity: '2', serials: ['S-1', 'S-2'] },
    ])
    const { details } = made.when(reserve('R-3', '2', { strategy: 'fifo' })).thenRejected('not-available')
    expect(details).toMatchObject({ requested: '2', found: '1', lots: [{ lot: 'M-1', free: '1' }] })
  })
  test('of given lots holds the first free ones of each', () => {
    const lots = { strategy: 'given', lots: [{ lot: 'M-1', quantity: ea('2') }] }
    const made = stocked.when(reserve('R-1', '1', named('S-1'))).when(reserve('R-2', '2', lots))
    expect(allotted(made)).toEqual([{ lot: 'M-1', quantity: '2', serials: ['S-2', 'S-3'] }])
  })
  test('needs no lot where the item has none', () => {
    const loose = story(motor, [inStock(motor, '2', { serials: ['S-1', 'S-2'] })])
    expect(allotted(loose.when(reserve('R-1', '1', { strategy: 'fifo' })))).toEqual([
      { lot: '', quantity: '1', serials: ['S-1'] },
    ])
    const made = loose.when(reserve('R-1', '1', named('S-2')))
    made.when(issue(['S-2'], { lot: undefined })).thenRejected('serial-reserved')
    made.when(issue(['S-1'], { lot: undefined })).thenTypes(GoodsIssued.name)
  })
  test('takes none that are held, blocked or a customer’s, nor of a lot that will have expired (G10)', () => {
    stocked
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', lot: 'M-1', reason: 'rust' }))
      .when(reserve('R-1', '1', named('S-1')))
      .thenRejected('lot-held')
    stocked.when(reserve('R-1', '1', named('S-4'), { date: day(6) })).thenRejected('lot-expired')
    const blocked = inStock(motor, '1', { lot: 'M-1', serials: ['B-1'], status: 'blocked' })
    const theirs = inStock(motor, '1', {
      ...{ lot: 'M-1', serials: ['C-1'], owner: { kind: 'customer', party: 'C-17' } as const },
    })
    const mixed = story(motor, [...stock, blocked, theirs])
    mixed.when(reserve('R-1', '1', named('B-1'))).thenRejected('serial-not-free')
    mixed.when(reserve('R-1', '1', named('C-1'))).thenRejected('serial-not-free')
  })
  test('leaves what others have reserved of a lot by amount', () => {
    stocked
      .when(reserve('R-1', '2', undefined, { lot: 'M-1' }))
      .when(reserve('R-2', '2', named('S-1', 'S-2')))
      .thenRejected('not-available')
  })
  test('is refused where they are not one for each unit, or not the item’s', () => {
    stocked.when(reserve('R-1', '2', named('S-1'))).thenRejected('serial-count')
    const halves = story({ ...motor, decimals: 1 }, stock)
    halves.when(reserve('R-1', '1.5', { strategy: 'fifo' })).thenRejected('serial-count')
    stocked.when(reserve('R-1', '1', { strategy: 'fefo', serials: ['S-1'] })).thenRejected('lots-by-strategy')
    const both = { ...named('S-1'), lots: [{ lot: 'M-1', quantity: ea('1') }] }
    stocked.when(reserve('R-1', '1', both)).thenRejected('lots-and-serials')
    of(bracket)
      .given(inStock(bracket, '1', { lot: 'B-1' }))
      .when(ReserveStock.create({ ...reserve('R-1', '1', named('S-1')).data, item: 'BRACKET' }))
      .thenRejected('not-serial-controlled')
  })
})

describe('serial numbers that are set aside', () => {
  const held = stocked.when(reserve('R-1', '2', named('S-1', 'S-2'), { document: sale('SO-1') }))
  test('are issued to nobody else by a request', () => {
    const { details } = held.when(issue(['S-1', 'S-3'])).thenRejected('serial-reserved')
    expect(details).toMatchObject({ reserved: 1, serials: [{ serial: 'S-1', reservation: 'R-1' }] })
    held.when(issue(['S-1'], { document: sale('SO-2') })).thenRejected('serial-reserved')
    held.when(issue(['S-3'])).thenTypes(GoodsIssued.name)
  })
  test('are used by an issue for their order, and by no other number of it', () => {
    const used = held.when(issue(['S-2'], { document: sale('SO-1') }))
    expect(used.events()[0]?.data).toMatchObject({
      reservations: [
        {
          ...{ reservation: 'R-1', used: '1', open: '1' },
          allotments: [{ lot: 'M-1', quantity: '1', serials: ['S-1'] }],
        },
      ],
    })
    const other = held.when(issue(['S-3'], { document: sale('SO-1') }))
    expect(other.events()[0]?.data).not.toHaveProperty('reservations')
    const both = held.when(issue(['S-1', 'S-3'], { document: sale('SO-1') }))
    expect(both.events()[0]?.data).toMatchObject({ reservations: [{ used: '1', open: '1' }] })
  })
  test('are given up for another number by an issue that names their reservation', () => {
    const swapped = held.when(issue(['S-3'], { reservation: 'R-1' }))
    expect(swapped.events()[0]?.data).toMatchObject({
      reservations: [{ used: '1', allotments: [{ lot: 'M-1', quantity: '1', serials: ['S-2'] }] }],
    })
    swapped.when(issue(['S-1'])).thenTypes(GoodsIssued.name)
  })
  test('of two reservations for one order go to the one that holds them', () => {
    const two = held.when(reserve('R-2', '1', named('S-3'), { document: sale('SO-1') }))
    const used = two.when(issue(['S-3', 'S-1'], { document: sale('SO-1'), reservation: 'R-1' }))
    expect(used.events()[0]?.data).toMatchObject({
      reservations: [
        { reservation: 'R-1', used: '1', allotments: [{ serials: ['S-2'] }] },
        { reservation: 'R-2', used: '1', open: '0' },
      ],
    })
  })
  test('are free again when the reservation is released, or past its time', () => {
    held
      .when(ReleaseReservation.create({ reservation: 'R-1', item: 'MOTOR' }))
      .when(reserve('R-2', '1', named('S-1')))
      .thenTypes(StockReserved.name)
    held
      .when(reserve('R-2', '1', named('S-1'), { expiresAt: '2026-03-14T00:00:00.000Z' }), { now: EXPIRES })
      .thenTypes('inventory.ReservationExpired', StockReserved.name)
  })
  test('come back to it when the issue is reversed, unless they are another’s by then', () => {
    const issued = held.when(issue(['S-1', 'S-2'], { document: sale('SO-1') }))
    // The specs' messages are numbered: two receipts and the reservation came before.
    const reversal = ReverseMovement.create({ item: 'MOTOR', movement: 'given-4', reason: 'scanned twice' })
    const undone = issued.when(reversal)
    expect(undone.events().find(MovementReversed.is)?.data.reservations).toMatchObject([
      { reservation: 'R-1', open: '2', allotments: [{ lot: 'M-1', quantity: '2', serials: ['S-1', 'S-2'] }] },
    ])
    undone.when(issue(['S-1'])).thenRejected('serial-reserved')
    const again = issued
      .when(GoodsReceiptReported.create({ item: 'MOTOR', lot: 'M-1', quantity: ea('1'), serials: ['S-1'] }))
      .when(reserve('R-2', '1', named('S-1')))
      .when(MovementReversalReported.create(reversal.data))
    expect(again.events().find(MovementReversed.is)?.data.reservations).toMatchObject([
      { reservation: 'R-1', open: '1', allotments: [{ quantity: '1', serials: ['S-2'] }] },
    ])
    expect(again.state().reservedSerials).toEqual({ 'S-1': 'R-2', 'S-2': 'R-1' })
  })
  test('move with their units to another place of the plant', () => {
    const moved = held.when(
      TransferStock.create({
        ...{ item: 'MOTOR', lot: 'M-1', quantity: ea('1'), serials: ['S-1'] },
        ...{ fromLocation: 'RAW-01', toLocation: 'FG-01' },
      }),
    )
    expect(alerts(moved)).toEqual([])
    moved.when(issue(['S-1'], { location: 'FG-01' })).thenRejected('serial-reserved')
  })
  test('that cannot be picked any more are told of, until they can or are given up', () => {
    const status = (from: string, to: string) =>
      ChangeStockStatus.create({ item: 'MOTOR', lot: 'M-1', quantity: ea('1'), serials: ['S-1'], from, to })
    const blocked = held.when(status('unrestricted', 'blocked'))
    const raised = blocked.events().find(StockExceptionRaised.is)
    expect(raised?.data).toMatchObject({
      ...{ exception: 'reserved-serial-missing:S-1', serial: 'S-1', lot: 'M-1' },
      sentence:
        'Serial number S-1 of MOTOR is set aside for reservation R-1 and cannot be picked: find another, or release the reservation.',
    })
    expect(alerts(blocked.when(status('blocked', 'unrestricted')))).toEqual(['-reserved-serial-missing:S-1'])
    const released = blocked.when(ReleaseReservation.create({ reservation: 'R-1', item: 'MOTOR' }))
    expect(alerts(released)).toEqual(['-reserved-serial-missing:S-1'])
  })
  test('that went to somebody else on the floor are told of', () => {
    const gone = held.when(GoodsIssueReported.create(issue(['S-1'], { document: sale('SO-2') }).data))
    expect(gone.events()[0]?.data).not.toHaveProperty('reservations')
    expect(alerts(gone)).toEqual(['+reserved-serial-missing:S-1'])
  })
})

describe('a soft reservation that becomes hard', () => {
  const soft = stocked.when(reserve('R-1', '2'))
  const allot = (hard: object) =>
    AllotReservation.create({ reservation: 'R-1', item: 'MOTOR', hard: hard as never })
  test('holds lots and serial numbers for all that is open of it, under the same id', () => {
    const hard = soft.when(allot({ strategy: 'fefo' }))
    expect(hard.events()).toMatchObject([
      {
        type: 'inventory.ReservationAllotted',
        data: {
          ...{ reservation: 'R-1', quantity: ea('2'), strategy: 'fefo' },
          allotments: [{ lot: 'M-2', quantity: '2', serials: ['S-4', 'S-5'] }],
        },
      },
    ])
    hard.again().thenNothing()
    hard.when(reserve('R-2', '1', named('S-4'))).thenRejected('serial-not-free')
    hard.when(allot(named('S-1', 'S-2'))).thenRejected('already-hard')
  })
  test('takes no more than it had: what is left can still be reserved, and no more', () => {
    const hard = soft.when(allot(named('S-1', 'S-2')))
    hard.when(reserve('R-2', '3')).thenTypes(StockReserved.name)
    hard.when(reserve('R-2', '4')).thenRejected('not-available')
  })
  test('is refused with the numbers where it cannot be allotted', () => {
    const { details } = soft
      .when(reserve('R-2', '4', undefined, { policy: 'part' }))
      .when(allot({ strategy: 'given', lots: [{ lot: 'M-2', quantity: ea('1') }] }))
      .thenRejected('lots-differ')
    expect(details).toMatchObject({ requested: '2', inLots: '1' })
    soft
      .when(reserve('R-2', '2', { strategy: 'fefo' }))
      .when(allot(named('S-4', 'S-1')))
      .thenRejected('serial-not-free')
    soft
      .when(PlaceStockHold.create({ hold: 'H-1', item: 'MOTOR', reason: 'rust' }))
      .when(allot({ strategy: 'fefo' }))
      .thenRejected('item-held')
    soft.when(allot({ strategy: 'fefo' }), { now: EXPIRES }).thenRejected('unknown-reservation')
  })
})
