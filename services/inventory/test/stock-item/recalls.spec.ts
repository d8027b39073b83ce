import {
  ExpectTransfer,
  GoodsReceiptReported,
  type MessageOf,
  MovementReversalReported,
  MovementReversed,
  PostTransferRecall,
  RecallTransfer,
  ReverseMovement,
  ShipTransfer,
  StockExceptionRaised,
  SupplyReported,
  TransferRecalled,
  TransferRecallFailed,
  TransferRecallRefused,
  TransferRecallRequested,
  TransferShipped,
} from '@takt/contracts'
import { isRejection } from '@takt/decider'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineOf, openOf } from '../../src/domain/stock-item/ledger.ts'
import type { StockItemEvent, StockItemMessage } from '../../src/domain/stock-item/messages.ts'
import { StockItem } from '../../src/domain/stock-item/stock-item.ts'
import { archive, forgetful } from './archive.ts'
import { bracket, day, ea, inStock, NOW, of, plant } from './world.ts'

const order = { type: 'transferOrder', id: 'TO-1', line: '10' } as const
const named = { item: 'BRACKET', transfer: 'TO-1', line: '10' }
const undo = (movement: string) => ({ item: 'BRACKET', movement, reason: 'wrong lorry' })

/** One plant's item, deciding one message after the other; every movement is read, and none is kept. */
function site(id: string) {
  const log = archive()
  let state = StockItem.initialState()
  return {
    get state() {
      return state
    },
    seed(...events: StockItemEvent[]) {
      for (const event of events) state = StockItem.evolve(state, structuredClone(event), 'seed')
    },
    take(messageId: string, message: StockItemMessage) {
      state = forgetful(state)
      const past = log.pastOf(state, message)
      const reference = { item: bracket, plant: { ...plant, plant: id } }
      const given = { messageId, plant: id, source: 'spec', now: NOW, occurredAt: NOW, reference, past }
      const decision = StockItem.decide(state, message, given)
      if (isRejection(decision)) return decision
      const events = structuredClone(decision) as StockItemEvent[]
      log.note(messageId, structuredClone(events))
      for (const event of events) state = StockItem.evolve(state, event, messageId)
      return events
    },
  }
}

/** Two plants and what is said between them, delivered when it is asked for. */
function twoPlants() {
  const [from, to] = [site('P1'), site('P2')]
  const words: { id: string; at: typeof from; message: StockItemMessage }[] = []
  let sent = 0
  const send = (at: typeof from, message: StockItemMessage) => words.push({ id: `w-${sent++}`, at, message })
  const follow = (events: readonly StockItemEvent[]) => {
    for (const event of events) {
      if (TransferShipped.is(event)) {
        const { toPlant: _, ...shipment } = event.data
        send(to, ExpectTransfer.create({ ...shipment, fromPlant: 'P1' }))
      }
      if (TransferRecallRequested.is(event)) {
        const { toPlant: _, ...recall } = event.data
        send(to, RecallTransfer.create({ ...recall, fromPlant: 'P1' }))
      }
      if (TransferRecalled.is(event)) send(from, answer(event))
      if (TransferRecallRefused.is(event)) {
        const { fromPlant: _, shipped, fulfilled, ...recall } = event.data
        send(from, PostTransferRecall.create({ ...recall, toPlant: 'P2', refused: { shipped, fulfilled } }))
      }
    }
  }
  const tell = (at: typeof from, id: string, message: StockItemMessage) => {
    const made = at.take(id, message)
    if (!isRejection(made)) follow(made as StockItemEvent[])
    return made
  }
  return {
    from,
    to,
    tell,
    words,
    deliver(i = 0) {
      const [word] = words.splice(i, 1)
      return word ? tell(word.at, word.id, word.message) : []
    },
  }
}

const answer = ({ data }: MessageOf<typeof TransferRecalled>) => {
  const { fromPlant: _, shipped: _s, schedule: _d, lines: _l, ...recall } = data
  return PostTransferRecall.create({ ...recall, toPlant: 'P2' })
}

const ship = (amount: string) =>
  ShipTransfer.create({ ...named, toPlant: 'P2', quantity: ea(amount), expectedOn: day(3) })
const receipt = (amount: string) =>
  GoodsReceiptReported.create({ item: 'BRACKET', quantity: ea(amount), document: order })

describe('the reversal of a shipment to another plant', () => {
  const shipped = () => {
    const both = twoPlants()
    both.from.seed(inStock(bracket, '10'))
    both.tell(both.from, 's-1', ship('4'))
    both.deliver()
    return both
  }
  const types = (made: unknown) => (made as StockItemEvent[]).map(({ type }) => type)

  test('waits for the other plant, and is booked once that one awaits the goods no more', () => {
    const { from, to, tell, deliver } = shipped()
    expect(types(tell(from, 'r-1', ReverseMovement.create(undo('s-1'))))).toEqual([
      TransferRecallRequested.name,
    ])
    expect(from.state.onHand).toEqual({ unrestricted: '6' })
    expect(types(deliver())).toEqual([TransferRecalled.name])
    expect(lineOf(to.state.supply, order)).toBeUndefined()
    const [reversed] = deliver() as StockItemEvent[]
    expect(reversed).toMatchObject({
      type: MovementReversed.name,
      data: { reversal: 'r-1', recalled: 'TO-1' },
    })
    expect(from.state.onHand).toEqual({ unrestricted: '10' })
    expect(from.state.recalls).toEqual({})
    expect(lineOf(from.state.demand, order)).toBeUndefined()
  })
  test('is asked for once', () => {
    const { from, tell, words } = shipped()
    tell(from, 'r-1', ReverseMovement.create(undo('s-1')))
    expect(tell(from, 'r-2', ReverseMovement.create(undo('s-1')))).toMatchObject({ code: 'recall-pending' })
    expect(tell(from, 'r-3', MovementReversalReported.create(undo('s-1')))).toEqual([])
    expect(words).toHaveLength(1)
  })
  test('is not done where some of it came in: people are told how much', () => {
    const { from, to, tell, deliver } = shipped()
    tell(to, 'g-1', receipt('3'))
    tell(from, 'r-1', ReverseMovement.create(undo('s-1')))
    expect(deliver()).toMatchObject([
      { type: TransferRecallRefused.name, data: { shipped: '4', fulfilled: '3' } },
    ])
    const made = deliver() as StockItemEvent[]
    expect(types(made)).toEqual([TransferRecallFailed.name, StockExceptionRaised.name])
    expect(made[1]?.data).toMatchObject({ code: 'transfer-not-recalled', quantity: ea('4') })
    expect(from.state.onHand).toEqual({ unrestricted: '6' })
    // And may be asked for again, once what came in was taken back.
    tell(to, 'g-2', ReverseMovement.create(undo('g-1')))
    tell(from, 'r-2', ReverseMovement.create(undo('s-1')))
    deliver()
    deliver()
    expect(from.state.onHand).toEqual({ unrestricted: '10' })
  })
  test('happens once, and is not itself reversed: the goods are shipped again', () => {
    const { from, tell, deliver } = shipped()
    tell(from, 'r-1', ReverseMovement.create(undo('s-1')))
    deliver()
    deliver()
    expect(tell(from, 'r-2', ReverseMovement.create(undo('s-1')))).toMatchObject({ code: 'already-reversed' })
    expect(tell(from, 'r-3', ReverseMovement.create(undo('r-1')))).toMatchObject({
      code: 'movement-left-plant',
    })
  })
  test('leaves what was planned planned', () => {
    const { from, to, tell, deliver } = twoPlants()
    from.seed(inStock(bracket, '20'))
    const planned = { item: 'BRACKET', document: order, quantity: ea('10'), date: day(5) }
    tell(to, 'p-1', SupplyReported.create(planned))
    tell(from, 's-1', ship('8'))
    tell(from, 's-2', ship('5'))
    deliver()
    deliver()
    expect(openOf(lineOf(to.state.supply, order))).toEqual([
      { date: day(3), amount: '3' },
      { date: day(5), amount: '10' },
    ])
    tell(from, 'r-1', ReverseMovement.create(undo('s-1')))
    deliver()
    expect(openOf(lineOf(to.state.supply, order))).toEqual([{ date: day(5), amount: '10' }])
  })
  test('that was said before the shipment is asked for as it is said', () => {
    const { from, tell } = twoPlants()
    from.seed(inStock(bracket, '10'))
    tell(from, 'r-1', MovementReversalReported.create(undo('s-1')))
    const made = tell(from, 's-1', ship('4')) as StockItemEvent[]
    expect(made.find(TransferRecallRequested.is)?.data).toMatchObject({ movement: 's-1', reversal: 'r-1' })
    expect(from.state.awaitedReversals).toEqual({})
    expect(from.state.exceptions).toEqual({})
  })
})

test('conservation over both plants, shipments taken back included: nothing is made or lost, in whatever order words come', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('ship' as const), n: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ do: fc.constant('receive' as const), n: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ do: fc.constant('undo' as const), n: fc.nat(9) }),
    fc.record({ do: fc.constant('deliver' as const), n: fc.nat(5) }),
  )
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (all) => {
      const { from, to, tell, words, deliver } = twoPlants()
      from.seed(inStock(bracket, '100'))
      const number = (amount: string | undefined) => Number(amount ?? '0')
      let shipments = 0
      const check = () => {
        const line = lineOf(to.state.supply, order)
        const untold = words.reduce((sum, { message }) => {
          if (ExpectTransfer.is(message)) return sum + number(message.data.quantity.amount)
          // Taken back there, and not here yet.
          return PostTransferRecall.is(message) && !message.data.refused
            ? sum + number(message.data.quantity.amount)
            : sum
        }, 0)
        const inTransit = number(line?.shipped) - number(line?.fulfilled)
        const onHand = number(from.state.onHand['unrestricted']) + number(to.state.onHand['unrestricted'])
        expect(onHand + inTransit + untold).toBe(100)
      }
      all.forEach((each, i) => {
        if (each.do === 'ship') tell(from, `s-${shipments++}`, ship(String(each.n)))
        if (each.do === 'receive') tell(to, `g-${i}`, receipt(String(each.n)))
        if (each.do === 'undo') tell(from, `r-${i}`, MovementReversalReported.create(undo(`s-${each.n}`)))
        if (each.do === 'deliver' && words.length > 0) deliver(each.n % words.length)
        check()
      })
      while (words.length > 0) {
        deliver()
        check()
      }
      expect(from.state.recalls).toEqual({})
    }),
    { numRuns: 150 },
  )
})

test('the specs of both plants run on the example messages, too', () => {
  of(bracket).given(inStock(bracket, '1')).when(RecallTransfer.example).thenTypes(TransferRecallRefused.name)
  of(bracket).given(inStock(bracket, '1')).when(PostTransferRecall.example).thenNothing()
})
