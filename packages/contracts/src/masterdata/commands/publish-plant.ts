import { command } from '../../define.ts'
import { PlantPublished } from '../facts/plant-published.ts'
import { Plant } from '../fields.ts'

export const PublishPlant = command('masterdata.PublishPlant', {
  summary: "Asks to take a plant's data: time zone, locations and planning policies, in full.",
  data: Plant,
  example: PlantPublished.example.data,
})
