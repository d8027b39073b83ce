import { dayIn } from '@takt/contracts'
import type { GatewayContext } from '../context.ts'

/** A plant's own day now; undefined where the plant is not known. */
export async function today(plantId: string, context: GatewayContext): Promise<string | undefined> {
  const plant = await context.loaders.plant(plantId)
  return plant ? dayIn(plant.timeZone, new Date().toISOString()) : undefined
}
