import { SupplierChanged } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { masterdata } from '@takt/read-models'

export const suppliers = view({
  name: 'suppliers',
  tables: [masterdata.supplier],
  on: [
    project(SupplierChanged, ({ data, position }, write) => {
      const { supplier, asOf: _, ...rest } = data
      write(masterdata.supplier).put({ supplier }, { ...rest, position })
    }),
  ],
})
