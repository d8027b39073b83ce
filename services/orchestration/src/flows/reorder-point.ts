import {
  ClearAlert,
  defined,
  isPositive,
  type MessageOf,
  RaiseAlert,
  type ReorderPointCleared,
  type ReorderPointReached,
  ReplenishmentRequested,
  subtract,
} from '@takt/contracts'
import type { Process } from '@takt/decider'

const alertOf = (item: string) => `reorder-point:${item}`
/** Who is asked where an item has no supplier of its own. */
const ERP = 'erp'

/** Too little stock: the supplier is asked for more, and people see it. */
export const requestReplenishment: Process<MessageOf<typeof ReorderPointReached>> = ({ plant, data }) => {
  const { item, reorderPoint, position, supplier } = data
  const { unit } = reorderPoint
  const short = subtract(reorderPoint.amount, position.amount)
  const quantity = isPositive(short) ? { amount: short, unit } : undefined
  const sentence = `${item} at ${plant} is down to ${position.amount} ${unit}; its reorder point is ${reorderPoint.amount} ${unit}.`
  return [
    {
      partner: supplier ?? ERP,
      message: ReplenishmentRequested.create(defined({ plant, item, quantity, supplier })),
    },
    {
      message: RaiseAlert.create({
        alert: alertOf(item),
        kind: 'reorder-point',
        severity: 'warning',
        sentence,
        item,
      }),
    },
  ]
}

export const clearReorderAlert: Process<MessageOf<typeof ReorderPointCleared>> = ({
  data: { item, position },
}) => [
  {
    message: ClearAlert.create({
      alert: alertOf(item),
      reason: `${item} is at ${position.amount} ${position.unit}.`,
    }),
  },
]
