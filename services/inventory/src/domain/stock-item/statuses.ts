import {
  BASE_STATUSES,
  ChangeStockStatus,
  type Plant,
  type StockStatus,
  StockStatusChangeReported,
  statusesOf,
  statusUse,
} from '@takt/contracts'
import { type Rejection, reject } from '@takt/decider'
import type { Ask } from './ask.ts'
import type { StockItemMessage } from './messages.ts'
import type { StockItem } from './state.ts'
import { standings } from './stock.ts'

/** Refuses a request that names a status which the plant does not have; stock still in one that it had can be changed. */
export function unknownStatus(
  stock: StockItem,
  message: StockItemMessage,
  { refusable, item, plant }: Ask,
): Rejection | undefined {
  const status = refusable ? foreignStatus(message, plant) : undefined
  if (status === undefined || isLeft(stock, message, status)) return undefined
  const details = { item: item.item, status, known: statusesOf(plant) }
  return reject('unknown-status', noStatus(status, plant), details)
}

const isLeft = (stock: StockItem, message: StockItemMessage, status: StockStatus): boolean =>
  ChangeStockStatus.is(message) &&
  message.data.from === status &&
  message.data.to !== status &&
  [...standings(stock)].some((at) => at.status === status)

/** The first status that a message names and the plant does not have. */
export const foreignStatus = (message: StockItemMessage, plant: Plant): StockStatus | undefined =>
  statusesSaid(message).find((status) => statusUse(status, plant) === undefined)

function statusesSaid(message: StockItemMessage): readonly StockStatus[] {
  if (ChangeStockStatus.is(message) || StockStatusChangeReported.is(message))
    return [message.data.to, message.data.from]
  const said = 'status' in message.data ? message.data.status : undefined
  return said === undefined ? [] : [said]
}

export const noStatus = (status: StockStatus, plant: Plant): string =>
  `${plant.plant} has no stock status ${status}; it has ${statusesOf(plant).join(', ')}. Publish the plant with it (stockStatuses), or use one of these.`

/** Refuses to use stock of a status that the plant does not flag for consumption; the base ones are taken as they are named. */
export function notConsumable(status: StockStatus, { item, plant }: Ask): Rejection | undefined {
  if (BASE_STATUSES.some((base) => base === status) || statusUse(status, plant)?.consumption) return undefined
  const usable = statusesOf(plant).filter((each) => statusUse(each, plant)?.consumption)
  return reject(
    'status-not-consumable',
    `${item.item} that is ${status} is not for consumption at ${plant.plant}: change its status first, to ${usable.join(' or ')}.`,
    { item: item.item, status, consumable: usable },
  )
}
