import { event } from '../../define.ts'
import { PlantPublished } from '../facts/plant-published.ts'
import { AsOf, Plant } from '../fields.ts'

export const PlantChanged = event('masterdata.PlantChanged', {
  summary: 'A plant is new or changed; the data are its full state.',
  data: Plant.extend(AsOf.shape),
  example: { ...PlantPublished.example.data, asOf: '2026-03-02T07:00:00.000Z' },
})
