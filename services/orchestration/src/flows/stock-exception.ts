import {
  ClearAlert,
  type MessageOf,
  RaiseAlert,
  type StockExceptionCleared,
  type StockExceptionRaised,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

const alertOf = ({ item, exception }: { item: string; exception: string }) =>
  `stock-exception:${item}:${exception}`

/** Stock that cannot be right is brought to people. */
export const alertStockException: Process<MessageOf<typeof StockExceptionRaised>> = ({ data }) => {
  const { item, sentence, code } = data
  const severity = code === 'negative-stock' ? 'critical' : 'warning'
  return [
    {
      message: RaiseAlert.create({ alert: alertOf(data), kind: 'stock-exception', severity, sentence, item }),
    },
  ]
}

export const clearStockException: Process<MessageOf<typeof StockExceptionCleared>> = ({ data }) => [
  { message: ClearAlert.create({ alert: alertOf(data), reason: data.sentence }) },
]
