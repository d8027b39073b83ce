import { ItemChanged } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { masterdata } from '@takt/read-models'

export const items = view({
  name: 'items',
  tables: [masterdata.item],
  on: [
    project(ItemChanged, ({ data, position }, write) => {
      const { item, asOf: _, serialControlled = false, ...rest } = data
      write(masterdata.item).put({ item }, { ...rest, serialControlled, position })
    }),
  ],
})
