import type { Bill, ItemRule, WorkOrderReference } from '../src/domain/reference.ts'

const items = new Map<string, ItemRule>([
  [
    'BRACKET',
    {
      unit: 'EA',
      decimals: 0,
      conversions: [{ unit: 'BX', numerator: 50, denominator: 1 }],
      inspectAtReceipt: false,
      plants: [{ plant: 'P1', inspectAtReceipt: true }],
    },
  ],
  [
    'STEEL',
    { unit: 'KGM', decimals: 3, conversions: [{ unit: 'TNE', numerator: 1000, denominator: 1 }], plants: [] },
  ],
  ['BOLT', { unit: 'EA', decimals: 0, conversions: [], plants: [] }],
])

const billsOfMaterial = new Map<string, Bill>([
  [
    'BRACKET',
    {
      baseQuantity: { amount: '1', unit: 'EA' },
      components: [
        { item: 'STEEL', quantity: { amount: '0.25', unit: 'KGM' } },
        { item: 'BOLT', quantity: { amount: '4', unit: 'EA' } },
      ],
    },
  ],
])

/** The master data of the contracts' examples. */
export const reference = {
  items,
  billsOfMaterial,
  plants: new Map([['P1', { defaultLocation: 'MAIN' }]]),
} satisfies WorkOrderReference
