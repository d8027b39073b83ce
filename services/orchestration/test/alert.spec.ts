import { AlertCleared, AlertRaised, ClearAlert, RaiseAlert } from '@takt/contracts'
import { spec } from '@takt/decider/testing'
import { test } from 'vitest'
import { Alert } from '../src/domain/alert.ts'

const { given } = spec(Alert)
const later = { occurredAt: '2026-03-02T09:00:00.000Z' }
const earlier = { occurredAt: '2026-03-02T07:00:00.000Z' }

test('a matter is raised once', () => {
  given().when(RaiseAlert.example).then(AlertRaised.example)
  given().when(RaiseAlert.example).again().thenNothing()
  given(AlertRaised.example).when(RaiseAlert.example, later).thenNothing()
})

test('what is known about a raised matter may change', () => {
  const worse = RaiseAlert.create({ ...RaiseAlert.example.data, severity: 'critical' })
  given(AlertRaised.example).when(worse, later).thenTypes(AlertRaised.name)
})

test('a matter is cleared once', () => {
  given(AlertRaised.example).when(ClearAlert.example).then(AlertCleared.example)
  given(AlertRaised.example).when(ClearAlert.example).again().thenNothing()
})

test('a matter may be raised again after it was cleared', () =>
  given(AlertRaised.example, AlertCleared.example)
    .when(RaiseAlert.example, later)
    .thenTypes(AlertRaised.name))

test('a raise that its clearing has overtaken stays cleared', () => {
  const early = given().when(ClearAlert.example)
  early.then(AlertCleared.example)
  given(...early.events())
    .when(RaiseAlert.example, earlier)
    .thenNothing()
})

test('an older clearing does not clear a newer matter', () =>
  given(AlertRaised.example).when(ClearAlert.example, earlier).thenNothing())
