import { plain } from './message.ts'
import type { Script } from './script.ts'

/** Messages that cannot be understood: each must end up parked, with this reason, and change nothing else. */
export function sendBroken(script: Script): void {
  const park = (code: string, subject: string, body: unknown, id = script.id('broken')) => {
    script.raw(plain(subject, id, body))
    script.ledger.parked.set(id, code)
  }
  const receipt = (over: object) => ({
    item: 'BOLT',
    location: 'STORE',
    quantity: { amount: '5', unit: 'EA' },
    ...over,
  })
  park('not-json', 'in.P1.inventory.goods-receipt-reported.v1', '{"item":"BOLT","quantity":{"amount":')
  park(
    'invalid',
    'in.P1.inventory.goods-receipt-reported.v1',
    receipt({ quantity: { amount: 'five', unit: 'EA' } }),
  )
  park('invalid', 'in.P2.production.output-reported.v1', { yield: { amount: '5', unit: 'EA' } })
  park('unknown-item', 'in.P1.inventory.goods-receipt-reported.v1', receipt({ item: 'SCREW' }))
  park(
    'unknown-unit',
    'in.P2.inventory.goods-receipt-reported.v1',
    receipt({ quantity: { amount: '5', unit: 'LTR' } }),
  )
  park('unknown-version', 'in.P1.inventory.goods-receipt-reported.v9', receipt({}))
  park('unknown-message', 'in.P1.inventory.goods-vanished.v1', receipt({}))
  park('invalid', 'in.P2.inventory.epcis-captured.v1', {
    '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
    type: 'ObjectEvent',
    eventTime: script.time(0.5),
    eventTimeZoneOffset: '+00:00',
    action: 'CREATE',
    epcList: ['urn:epc:id:sgtin:4012345.000001.1'],
  })
}

/** The same id with other content: the first effect stands, the second message is parked as a conflict. */
export function sendConflict(script: Script, about: { id: string; subject: string }): void {
  script.raw(
    plain(about.subject, about.id, {
      item: 'BOLT',
      location: 'STORE',
      quantity: { amount: '999', unit: 'EA' },
    }),
  )
  script.ledger.parked.set(about.id, 'conflict')
}
