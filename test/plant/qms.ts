import { type Milli, text } from './amounts.ts'
import { move, stockKey } from './ledger.ts'
import type { Script } from './script.ts'
import { ITEMS, type Item, type Plant } from './world.ts'

const say = (script: Script, plant: Plant, name: string, at: number, data: object) =>
  script.send({ plant, name: `quality.${name}`, data, at, source: 'qms' })

/** A held lot's stock is blocked wherever it stands, whether it came before or after the hold. */
export function hold(script: Script, plant: Plant, item: Item, lot: string, at: number): void {
  say(script, plant, 'hold-reported', at, { hold: script.id('HOLD'), item, lot, reason: 'coating too thin' })
  for (const [key, quantity] of [...script.ledger.stock]) {
    const [p, i, location = '', l, status] = key.split('|')
    if (p !== plant || i !== item || l !== lot || status !== 'unrestricted') continue
    move(script.ledger, key, -quantity)
    move(script.ledger, stockKey(plant, item, location, lot, 'blocked'), quantity)
  }
}

/** A hold that turns out to be nothing. */
export function holdAndRelease(script: Script, plant: Plant, item: Item, lot: string, at: number): void {
  const id = script.id('HOLD')
  say(script, plant, 'hold-reported', at, { hold: id, item, lot, reason: 'certificate not at hand' })
  say(script, plant, 'hold-release-reported', at + 0.02, { hold: id, reason: 'certificate found' })
}

export function decide(script: Script, plant: Plant, accepted: Milli, rejected: Milli, at: number): void {
  const quantity = (amount: Milli) => ({ amount: text(amount), unit: ITEMS.BRACKET.unit })
  say(script, plant, 'usage-decision-reported', at, {
    inspection: script.id('INSP'),
    item: 'BRACKET',
    location: 'STORE',
    ...(accepted > 0 ? { accepted: quantity(accepted) } : {}),
    ...(rejected > 0 ? { rejected: quantity(rejected) } : {}),
  })
  const at_ = (status: string) => stockKey(plant, 'BRACKET', 'STORE', '', status)
  move(script.ledger, at_('inInspection'), -(accepted + rejected))
  move(script.ledger, at_('unrestricted'), accepted)
  move(script.ledger, at_('blocked'), rejected)
}
