import { type DataOf, PlantChanged, type PlantPublished, type PublishPlant } from '@takt/contracts'
import { mirror } from './mirror.ts'

type Published = (typeof PlantPublished | typeof PublishPlant)['name']

export const Plant = mirror<typeof PlantChanged.name, DataOf<typeof PlantPublished>, Published>(PlantChanged)
