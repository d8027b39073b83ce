import { createHash } from 'node:crypto'
import { createTable } from '@takt/read-models'
import { tablePlan } from '../fold/table-plan.ts'
import type { View } from '../view.ts'

/** Tells whether a broken-off rebuild was made by this version of the view: its tables and its functions, as text. */
export function fingerprint(view: View): string {
  const tables = view.tables.flatMap((table) => createTable(tablePlan(table).shape))
  const functions = view.on.map(({ contract, apply }) => `${contract.storedType}\n${apply}`)
  return createHash('sha256')
    .update(JSON.stringify([tables, functions]))
    .digest('hex')
}
