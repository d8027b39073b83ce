import { expect, test } from 'vitest'
import { type Decider, type Message, reject } from '../src/index.ts'
import { spec } from '../src/testing.ts'

type Switch = Message<'SwitchOn', { by: string }>
type Switched = Message<'SwitchedOn', { by: string }>

const Lamp: Decider<{ on: boolean }, Switch, Switched> = {
  initialState: () => ({ on: false }),
  evolve: () => ({ on: true }),
  decide: (state, command) => {
    if (command.data.by === '') return reject('nobody', 'somebody must switch the lamp on')
    return state.on ? [] : [{ type: 'SwitchedOn', data: command.data }]
  },
}

const on: Switch = { type: 'SwitchOn', data: { by: 'ann' } }

test('a spec passes when the decision is the expected one', () => {
  spec(Lamp)
    .given()
    .when(on)
    .then({ type: 'SwitchedOn', data: { by: 'ann' } })
  spec(Lamp).given().when(on).again().thenNothing()
  spec(Lamp)
    .given()
    .when({ ...on, data: { by: '' } })
    .thenRejected('nobody')
})

test('a spec fails when the decision is another one', () => {
  expect(() => spec(Lamp).given().when(on).thenNothing()).toThrow()
  expect(() => spec(Lamp).given().when(on).thenRejected('nobody')).toThrow(/expected a rejection/)
  expect(() =>
    spec(Lamp)
      .given()
      .when({ ...on, data: { by: '' } })
      .thenNothing(),
  ).toThrow(/nobody/)
})
