import {
  GoodsIssueReported,
  GoodsReceiptReported,
  GoodsReceived,
  MovementReversalReported,
  MovementReversed,
  ReversalAwaited,
  ReverseMovement,
  StockExceptionCleared,
  StockExceptionRaised,
} from '@takt/contracts'
import { describe, expect, test } from 'vitest'
import { MAX_AWAITED } from '../../src/domain/stock-item/awaited-reversals.ts'
import type { StockItemEvent } from '../../src/domain/stock-item/messages.ts'
import { archive, forgetful } from './archive.ts'
import { bracket, ea, inStock, of } from './world.ts'

const undo = (id: string) => ({ item: 'BRACKET', movement: id, reason: 'scanned twice' })
const receipt = GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea('4') })
const early = of(bracket)
  .given(inStock(bracket, '10'))
  .when(MovementReversalReported.create(undo('m-1')), { messageId: 'given-2' })
const waiting = () => of(bracket).given(inStock(bracket, '10'), ...early.events())

describe('a reversal that comes before its movement', () => {
  test('is kept, and brought to people', () => {
    early.thenTypes(ReversalAwaited.name, StockExceptionRaised.name)
    expect(early.events()[1]?.data).toMatchObject({
      exception: 'reversal-awaited:m-1',
      code: 'reversal-awaited',
    })
    early.again().thenNothing()
    waiting()
      .when(MovementReversalReported.create(undo('m-1')), { messageId: 'r-2' })
      .thenNothing()
  })
  test('is carried out as soon as the movement is said, in the same step', () => {
    const came = waiting().when(receipt, { messageId: 'm-1' })
    came.thenTypes(GoodsReceived.name, MovementReversed.name, StockExceptionCleared.name)
    expect(came.events()[1]?.data).toMatchObject({ movement: 'm-1', reversal: 'given-2' })
    expect(came.state().onHand).toEqual({ unrestricted: '10' })
    expect(came.state().exceptions).toEqual({})
  })
  test('waits for its own movement, and for no other', () => {
    waiting().when(receipt, { messageId: 'm-2' }).thenTypes(GoodsReceived.name)
  })
  test('takes what is missing then for what it is', () => {
    const gone = waiting().when(GoodsIssueReported.create({ item: 'BRACKET', quantity: ea('14') }), {
      messageId: 'm-1',
    })
    expect(gone.state().onHand).toEqual({ unrestricted: '10' })
    expect(gone.state().exceptions).toEqual({})
  })
  test('as a request is refused: nobody waits for an answer that may never come', () => {
    of(bracket)
      .given(inStock(bracket, '10'))
      .when(ReverseMovement.create(undo('m-1')))
      .thenRejected('unknown-movement')
  })
  test('is itself taken back: then the movement counts when it comes', () => {
    const back = waiting().when(ReverseMovement.create(undo('given-2')))
    back.thenTypes(MovementReversed.name, StockExceptionCleared.name)
    of(bracket)
      .given(inStock(bracket, '10'), ...early.events(), ...back.events())
      .when(receipt, { messageId: 'm-1' })
      .thenTypes(GoodsReceived.name)
  })
  test('and was carried out is reversed as any other, kept or read', () => {
    const log = archive()
    log.note('given-2', early.events())
    const came = waiting().when(receipt, { messageId: 'm-1' })
    log.note('m-1', came.events())
    const message = ReverseMovement.create(undo('given-2'))
    const all = [...early.events(), ...came.events()] as StockItemEvent[]
    const given = of(bracket).given(inStock(bracket, '10'), ...all)
    const past = log.pastOf(forgetful(given.state()), message)
    expect([...past.keys()]).toEqual(['given-2', 'reversal-of\ngiven-2', 'm-1', 'reversal-of\nm-1'])
    const again = given.when(message, { past })
    again.thenTypes(MovementReversed.name)
    expect(again.state().onHand).toEqual({ unrestricted: '14' })
  })
  test('is not kept beyond a bound, and people are told', () => {
    const many = Array.from({ length: MAX_AWAITED }, (_, i) =>
      ReversalAwaited.create({ ...undo(`m-${i}`), reversal: `r-${i}` }),
    )
    of(bracket)
      .given(...many)
      .when(MovementReversalReported.create(undo('one-more')))
      .thenTypes(StockExceptionRaised.name)
  })
})
