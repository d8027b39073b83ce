import { milli, text } from './amounts.ts'
import { type Answers, DAYS } from './answers.ts'
import { available, type Ledger, stockKey } from './ledger.ts'
import type { Item, Plant } from './world.ts'

/** Every way in which the answers differ from the ledger, a sentence each; none when the day came out right. */
export function differences(ledger: Ledger, answers: Answers, run: string): string[] {
  return [
    ...stock(ledger, answers),
    ...orders(ledger, answers, run),
    ...parked(ledger, answers),
    ...atp(ledger, answers),
  ]
}

function stock(ledger: Ledger, answers: Answers): string[] {
  const found = new Map(
    answers.stock.map((s) => [
      stockKey(s.plant as Plant, s.item as Item, s.location, s.lot ?? '', s.status),
      milli(s.quantity.amount),
    ]),
  )
  const keys = new Set([...ledger.stock.keys(), ...found.keys()])
  return [...keys].flatMap((key) => {
    const expected = ledger.stock.get(key) ?? 0
    const actual = found.get(key) ?? 0
    return expected === actual ? [] : [`stock ${key}: ${text(expected)} expected, ${text(actual)} answered`]
  })
}

function orders(ledger: Ledger, answers: Answers, run: string): string[] {
  const found = new Map(
    answers.orders.filter((o) => o.order.startsWith(run)).map((o) => [`${o.plant}|${o.order}`, o]),
  )
  const faults: string[] = []
  for (const [key, order] of ledger.orders) {
    const answer = found.get(key)
    if (!answer) {
      faults.push(`work order ${key}: not there`)
      continue
    }
    const expected = `${order.status}, yield ${text(order.yield)}, scrap ${text(order.scrap)}`
    const actual = `${answer.status}, yield ${answer.yield.amount}, scrap ${answer.scrap.amount}`
    if (expected !== actual) faults.push(`work order ${key}: ${expected} expected, ${actual} answered`)
  }
  for (const key of found.keys())
    if (!ledger.orders.has(key)) faults.push(`work order ${key}: nobody released it`)
  return faults
}

function parked(ledger: Ledger, answers: Answers): string[] {
  const found = new Map(answers.parked.map((p) => [p.messageId ?? '', p]))
  const faults: string[] = []
  for (const [id, code] of ledger.parked) {
    const answer = found.get(id)
    if (!answer) faults.push(`message ${id}: should be parked with ${code}, is not`)
    else if (answer.code !== code)
      faults.push(`message ${id}: should be parked with ${code}, is with ${answer.code}`)
  }
  for (const [id, p] of found)
    if (!ledger.parked.has(id)) faults.push(`message ${id}: parked with ${p.code}: ${p.sentence}`)
  return faults
}

function atp(ledger: Ledger, answers: Answers): string[] {
  return answers.atp.flatMap(({ plant, item, available: answered }) => {
    // The last day looks no further ahead, in the model and in the answer alike.
    const expected = available(ledger, plant, item, DAYS).map((v) => text(Math.max(0, v)))
    const day = expected.findIndex((v, i) => v !== answered[i])
    return day < 0
      ? []
      : [`ATP of ${item} at ${plant} in ${day} days: ${expected[day]} expected, ${answered[day]} answered`]
  })
}
