import { fact } from '../../define.ts'
import { Allocation } from '../allocation-fields.ts'
import { AllocateStock } from '../commands/allocate-stock.ts'

export const AllocationReported = fact('inventory.AllocationReported', {
  summary:
    'What a pool is allocated is new or changed; the data are its full state. Neither guarantee nor maximum ends it.',
  data: Allocation,
  example: AllocateStock.example.data,
})
