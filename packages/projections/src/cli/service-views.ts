import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Context } from '@takt/contracts'
import { parkedMessageView } from '../parked-message-view.ts'
import type { View } from '../view.ts'

export interface ServiceView {
  /** The service, which is also the name of its projection. */
  readonly service: string
  readonly view: View
}

const SERVICES = fileURLToPath(new URL('../../../../services/', import.meta.url))

/** Every view of every service, as `services/<name>/src/views/index.ts` exports them, and what each service adds itself. */
export async function serviceViews(folder = SERVICES): Promise<ServiceView[]> {
  const all: ServiceView[] = []
  for (const service of readdirSync(folder).sort()) {
    const path = `${folder}${service}/src/views/index.ts`
    if (!existsSync(path)) continue
    const { views } = (await import(pathToFileURL(path).href)) as { views?: readonly View[] }
    if (!Array.isArray(views))
      throw new Error(`${path} does not export \`views\`, the list of the service's views`)
    for (const view of [...views, parkedMessageView(service as Context)]) all.push({ service, view })
  }
  return all
}
