import { sendBroken, sendConflict } from './broken.ts'
import { orderSupply, pieces, publishMasterData, releaseOrder, takeOrder } from './erp.ts'
import type { Ledger } from './ledger.ts'
import { cancelOrder, completeOrder, consume, report, startOrder } from './mes.ts'
import type { Sent } from './message.ts'
import { decide, hold, holdAndRelease } from './qms.ts'
import {
  capture,
  scanBolts,
  scanMistake,
  scanPallet,
  scanScrappedBolts,
  scanShipment,
  scanSteel,
  scanTransformation,
} from './scanner.ts'
import { createScript, type Script } from './script.ts'
import { adjust, block, receive, ship, transfer } from './wms.ts'
import type { Plant } from './world.ts'

export interface Day {
  /** First the master data; the rest of the day once they are known. */
  readonly masterData: readonly Sent[]
  readonly messages: readonly Sent[]
  /** What it must come to. */
  readonly ledger: Ledger
}

/** A day at the demo company. `run` keeps the ids of one day apart from those of any other. */
export function playDay(seed: number, run: string, now: Date): Day {
  const script = createScript(seed, run, now)
  publishMasterData(script)
  const masterData = script.sent.splice(0)
  for (const plant of ['P1', 'P2'] as const) {
    openStock(script, plant)
    supplies(script, plant)
    production(script, plant)
    sales(script, plant)
    scans(script, plant)
    counts(script, plant)
  }
  const steadyLot = 'S-HELD'
  receive(script, { plant: 'P1', item: 'STEEL', lot: steadyLot }, pieces(240), 0.2)
  hold(script, 'P1', 'STEEL', steadyLot, 0.3)
  holdAndRelease(script, 'P2', 'STEEL', 'S-1', 0.4)
  sendBroken(script)
  const messages = disturb(script, script.sent)
  const victim = script.sent.find((s) => s.subject === 'in.P1.inventory.goods-receipt-reported.v1')
  if (victim) {
    script.sent.length = 0
    sendConflict(script, victim)
    messages.push(...script.sent)
  }
  return { masterData, messages, ledger: script.ledger }
}

const LOTS = ['S-1', 'S-2', 'S-3'] as const

function openStock(script: Script, plant: Plant): void {
  for (const lot of LOTS) receive(script, { plant, item: 'STEEL', lot }, pieces(2000), 0)
  receive(script, { plant, item: 'BOLT' }, pieces(12_000), 0)
  receive(script, { plant, item: 'BRACKET' }, pieces(plant === 'P1' ? 400 : 60), 0)
}

/** Purchase orders that come in full, in parts, or not yet. */
function supplies(script: Script, plant: Plant): void {
  for (let i = 0; i < 24; i++) {
    const item = script.chance.pick(['STEEL', 'BOLT'] as const)
    const parts = script.chance.whole(0, 3)
    const part =
      item === 'STEEL' ? pieces(script.chance.whole(1, 5) * 100) : pieces(script.chance.whole(1, 6) * 200)
    const order = orderSupply(script, plant, item, part * 3, script.chance.whole(1, 20))
    for (let p = 0; p < parts; p++) {
      const lot = item === 'STEEL' ? script.chance.pick(LOTS) : ''
      receive(script, { plant, item, lot, order }, part, 0.1 + p * 0.2)
    }
  }
}

function production(script: Script, plant: Plant): void {
  for (let i = 0; i < (plant === 'P1' ? 18 : 11); i++) {
    const batches = script.chance.whole(8, 16)
    const perBatch = script.chance.whole(3, 6)
    const order = releaseOrder(
      script,
      plant,
      pieces(batches * perBatch),
      script.chance.whole(0, 4),
      plant === 'P2',
    )
    if (script.chance.oneIn(8)) {
      cancelOrder(script, order, 0.2)
      continue
    }
    startOrder(script, order, 0.1)
    const done = script.chance.oneIn(3) ? batches - script.chance.whole(1, 4) : batches
    for (let b = 0; b < done; b++) {
      const at = 0.1 + (0.7 * b) / batches
      const scrap = script.chance.oneIn(6) ? 1 : 0
      consume(script, order, pieces(perBatch), script.chance.pick(LOTS), at)
      report(script, order, pieces(perBatch - scrap), pieces(scrap), at)
      if (order.inspect && b % 4 === 3)
        decide(script, plant, pieces(perBatch * 2), pieces(script.chance.whole(0, 1)), at + 0.05)
    }
    if (done === batches) completeOrder(script, order, 0.9, script.chance.oneIn(2))
  }
}

function sales(script: Script, plant: Plant): void {
  for (let i = 0; i < 90; i++) {
    const quantity = script.chance.whole(1, 6)
    const order = takeOrder(script, plant, pieces(quantity), script.chance.whole(0, 25))
    const shipped = script.chance.whole(0, 2)
    if (shipped === 2) ship(script, order, pieces(quantity), 0.6)
    if (shipped === 1 && quantity > 1) ship(script, order, pieces(1), 0.7)
  }
}

function scans(script: Script, plant: Plant): void {
  for (let i = 0; i < 100; i++) {
    const at = i / 105
    const lot = script.chance.pick(LOTS)
    const kinds = [
      () => scanBolts(script, plant, pieces(script.chance.whole(1, 9) * 10), at),
      () => scanSteel(script, plant, lot, pieces(script.chance.whole(1, 20)), at),
      () => scanShipment(script, plant, script.chance.whole(1, 2), at),
      () => scanTransformation(script, plant, lot, script.chance.whole(1, 3), at),
      () => scanScrappedBolts(script, plant, script.chance.whole(1, 7), at),
      () => scanPallet(script, plant, at),
    ]
    const events = Array.from({ length: script.chance.whole(1, 3) }, () => script.chance.pick(kinds)())
    capture(script, plant, events, at)
  }
  for (let i = 0; i < 5; i++) {
    const { wrong, declared } = scanMistake(script, plant, pieces(30), 0.3)
    capture(script, plant, [wrong], 0.3)
    capture(script, plant, [declared], 0.35)
  }
}

function counts(script: Script, plant: Plant): void {
  for (let i = 0; i < 80; i++) {
    const item = script.chance.pick(['STEEL', 'BOLT', 'BRACKET'] as const)
    const lot = item === 'STEEL' ? script.chance.pick(LOTS) : ''
    const quantity = pieces(script.chance.whole(1, 4))
    const there = script.chance.oneIn(3) ? 'DOCK' : 'LINE'
    transfer(script, { plant, item, lot, from: 'STORE', to: there }, quantity, i / 80)
    if (script.chance.oneIn(2))
      transfer(script, { plant, item, lot, from: there, to: 'STORE' }, quantity, i / 80)
    if (script.chance.oneIn(4))
      adjust(script, { plant, item, lot, location: 'STORE' }, pieces(script.chance.whole(-3, 3) || 1), i / 80)
    if (script.chance.oneIn(6)) block(script, { plant, item, lot, location: 'STORE' }, pieces(1), i / 80)
  }
}

/** How far an out-of-order message is moved. */
const REACH = 12

/**
 * What networks and retries do to a day: some messages are sent twice, some come out of order, some come late.
 * Orders of the ERP stay in front of what refers to them; everything else must come out right in any order.
 */
function disturb(script: Script, sent: readonly Sent[]): Sent[] {
  const out = [...sent]
  for (let i = 0; i < out.length; i++) {
    const mine = out[i] as Sent
    if (!mine.subject.includes('-reported.') || /supply-reported|demand-reported/.test(mine.subject)) continue
    if (script.chance.oneIn(12)) {
      const j = Math.min(out.length - 1, i + script.chance.whole(1, REACH))
      const other = out[j] as Sent
      if (/supply-reported|demand-reported/.test(other.subject)) continue
      out[i] = other
      out[j] = mine
    }
  }
  for (let i = 0; i < 40; i++) {
    const late = script.chance.whole(0, out.length - 1)
    const message = out[late] as Sent
    if (!/goods-|transfer|consumption/.test(message.subject) || script.ledger.parked.has(message.id)) continue
    out.splice(late, 1)
    out.push(message)
  }
  const repeats = out.filter((m) => !script.ledger.parked.has(m.id) && script.chance.oneIn(14))
  for (const message of repeats)
    out.splice(script.chance.whole(out.indexOf(message) + 1, out.length), 0, message)
  return out
}
