import { BillOfMaterialChanged } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { masterdata } from '@takt/read-models'

export const billsOfMaterial = view({
  name: 'bills_of_material',
  tables: [masterdata.billOfMaterial],
  on: [
    project(BillOfMaterialChanged, ({ data, position }, write) => {
      const { item, baseQuantity, components } = data
      const base = { baseAmount: baseQuantity.amount, baseUnit: baseQuantity.unit }
      write(masterdata.billOfMaterial).put({ item }, { ...base, components, position })
    }),
  ],
})
