import {
  HoldPlaced,
  HoldReleased,
  HoldReleaseReported,
  HoldReported,
  PlaceHold,
  ReleaseHold,
} from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { expect, test } from 'vitest'
import { Hold } from '../src/domain/hold.ts'

const { given } = spec(Hold)
const placed = HoldPlaced.example
const released = HoldReleased.example
const later = { occurredAt: '2026-03-02T09:00:00.000Z' }
const earlier = { occurredAt: '2026-03-02T07:00:00.000Z' }

test('a hold is placed once, by a report or on request', () => {
  for (const message of [HoldReported.example, PlaceHold.example]) {
    given().when(message).then(placed)
    given().when(message).again().thenNothing()
  }
})

test('a hold is released once, by a report or on request, and says what it held', () => {
  for (const message of [HoldReleaseReported.example, ReleaseHold.example]) {
    given(placed).when(message).then(released)
    given(placed).when(message).again().thenNothing()
  }
})

test('a release that overtakes its hold is recorded, and the hold is over when it arrives', () => {
  const early = given().when(HoldReleaseReported.example)
  early.then(
    HoldReleased.create({
      hold: 'H-501',
      reason: 'certificate arrived',
      releasedAt: '2026-03-02T08:00:00.000Z',
    }),
  )
  const after = given(...early.events()).when(HoldReported.example, earlier)
  after.then(HoldPlaced.create({ ...placed.data, placedAt: earlier.occurredAt, alreadyReleased: true }))
  expect(after.state().status).toBe('released')
  after.again().thenNothing()
})

test('a hold reported again with a new reason is placed with it', () => {
  const reason = 'certificate forged'
  given(placed)
    .when(HoldReported.create({ ...HoldReported.example.data, reason }), later)
    .then(HoldPlaced.create({ ...placed.data, reason, placedAt: later.occurredAt }))
})

test('an older report does not undo a newer one', () => {
  given(placed)
    .when(HoldReported.create({ ...HoldReported.example.data, reason: 'old' }), earlier)
    .thenNothing()
  given(placed, released).when(HoldReported.example, earlier).thenNothing()
})

test('a hold reported after its release is in force again', () => {
  const after = given(placed, released).when(HoldReported.example, later)
  after.then(HoldPlaced.create({ ...placed.data, placedAt: later.occurredAt }))
  after.again().thenNothing()
})

test('a hold that moves to another lot or item lets the first one go, and holds stock under a new id', () => {
  for (const scope of [{ item: 'BOLT' }, { item: 'STEEL', lot: 'S-78' }]) {
    const moved = HoldReported.create({ hold: 'H-501', ...scope, reason: 'wrong one before' })
    const after = given(placed).when(moved, later)
    after.then(
      HoldReleased.create({
        ...released.data,
        reason: 'it moved to another lot or item',
        releasedAt: later.occurredAt,
      }),
      HoldPlaced.create({
        ...moved.data,
        stockHold: 'H-501.2',
        placedAt: later.occurredAt,
        alreadyReleased: false,
      }),
    )
    after.again().thenNothing()
    expect(after.state().status).toBe('placed')
  }
})

test('a request that does not fit is refused', () => {
  given(placed)
    .when(PlaceHold.create({ ...PlaceHold.example.data, lot: 'S-78' }))
    .thenRejected('hold-exists')
  given(placed, released).when(PlaceHold.example).thenRejected('hold-released')
  given().when(ReleaseHold.example).thenRejected('unknown-hold')
})
