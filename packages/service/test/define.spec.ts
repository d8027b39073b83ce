import { command, event, type MessageOf } from '@takt/contracts'
import { aggregate } from '@takt/event-sourcing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineService, on } from '../src/index.ts'

const data = z.object({ id: z.string() })
const example = { id: 'A' }
const Ring = command('quality.RingBell', { summary: 'To be rung.', data, example })
const Rung = event('quality.BellRung', { summary: 'Rung.', data, example })

const bell = {
  initialState: () => ({}),
  evolve: (state: object) => state,
  decide: (_state: object, message: MessageOf<typeof Ring>) => [Rung.create(message.data)],
}
const wired = (name: string) =>
  aggregate({
    context: 'quality',
    name,
    decider: bell,
    handles: [Ring] as const,
    events: [Rung] as const,
    id: (message) => message.data.id,
  })
const service = { name: 'quality', aggregates: [wired('bell')], views: [] } as const

test('a service is taken as it is where its wiring holds', () => {
  expect(defineService(service)).toBe(service)
})

test('a service decides for its own context only', () => {
  expect(() => defineService({ ...service, name: 'inventory' })).toThrow(
    'inventory cannot decide for quality: bell belongs there',
  )
})

test('a message is handled by one aggregate only', () => {
  expect(() => defineService({ ...service, aggregates: [wired('bell'), wired('gong')] })).toThrow(
    'quality.RingBell is handled by bell and by gong: only one may',
  )
})

test('two reactions to one event have two names: their consumers and ids are made of them', () => {
  const reactions = [on(Rung, 'listen', () => []), on(Rung, 'listen', () => [])]
  expect(() => defineService({ ...service, reactions })).toThrow(
    'quality has two reactions named listen to quality.BellRung',
  )
  expect(() => defineService({ ...service, reactions: reactions.slice(1) })).not.toThrow()
})
