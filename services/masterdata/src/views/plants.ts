import { PlantChanged } from '@takt/contracts'
import { project, view } from '@takt/projections'
import { masterdata } from '@takt/read-models'

export const plants = view({
  name: 'plants',
  tables: [masterdata.plant],
  on: [
    project(PlantChanged, ({ data, position }, write) => {
      const { plant, asOf: _, locations = [], stockStatuses = [], ...rest } = data
      write(masterdata.plant).put({ plant }, { ...rest, locations, stockStatuses, position })
    }),
  ],
})
