/** What a night shift looks for: the field's name in messages, and what it is called among concerns. */
const NAMES = [
  'item',
  'order',
  'lot',
  'hold',
  'inspection',
  'reservation',
  'promise',
  'location',
  'supplier',
  'plant',
  'eventID',
  'epc',
  'epcClass',
] as const
const MAX_DEPTH = 6
const MAX_LENGTH = 128

/** The item, order, lot, … that a message is about, as far as its data can be read, whatever else is wrong with it. */
export function concernsOf(data: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  look(data, found, 0)
  return found
}

function look(value: unknown, found: Record<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return
  const object = value as Record<string, unknown>
  for (const name of NAMES) {
    const id = object[name]
    if (found[name] === undefined && (typeof id === 'string' || typeof id === 'number') && id !== '')
      found[name] = String(id).slice(0, MAX_LENGTH)
  }
  const epcs = object['epcList']
  if (found['epc'] === undefined && Array.isArray(epcs) && typeof epcs[0] === 'string')
    found['epc'] = epcs[0].slice(0, MAX_LENGTH)
  const { type, id } = object as { type?: unknown; id?: unknown }
  if (
    found['document'] === undefined &&
    typeof type === 'string' &&
    /Order$/.test(type) &&
    typeof id === 'string'
  )
    found['document'] = id.slice(0, MAX_LENGTH)
  for (const child of Object.values(object)) look(child, found, depth + 1)
}
