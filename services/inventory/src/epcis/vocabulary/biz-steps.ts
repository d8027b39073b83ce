/** What happens to the stock of the plant that reports an event. */
export type Effect = 'in' | 'out' | 'none'

export interface BizStep {
  readonly ADD: Effect
  readonly OBSERVE: Effect
  readonly DELETE: Effect
  readonly reason: string
}

const step = (ADD: Effect, OBSERVE: Effect, DELETE: Effect, reason: string): BizStep => ({
  ADD,
  OBSERVE,
  DELETE,
  reason,
})

/** Objects come to be (ADD), are seen (OBSERVE), or end (DELETE); the step itself moves nothing in or out. */
const within = (reason: string): BizStep => step('in', 'none', 'out', reason)
/** About identifiers, tags or readings: no goods come or go, whatever the action. */
const noGoods = (reason: string): BizStep => step('none', 'none', 'none', reason)
/** The goods enter this plant's stock. */
const enters = (reason: string): BizStep => step('in', 'in', 'none', reason)
/** The goods leave this plant's stock. */
const leaves = (reason: string): BizStep => step('none', 'out', 'out', reason)

/** An event without bizStep, or with one that the CBV does not define: only the action speaks. */
export const ANY_STEP = within('the action alone says whether objects come to be or end')

/** Every business step of CBV 2.0, and what an ObjectEvent with it does to stock, by action. */
export const BIZ_STEPS: Readonly<Record<string, BizStep>> = {
  accepting: enters(
    'possession changes here where arriving was reported by itself; takes the place of receiving',
  ),
  arriving: within('at the gate, not yet received or accepted'),
  assembling: within('the parts can still be told; a TransformationEvent says what was used up'),
  collecting: within('picked up for disposal or re-use; receiving or destroying follows'),
  commissioning: within('ADD gives goods their first identifier: they were produced'),
  consigning: leaves('the whole outbound process with change of ownership; takes the place of shipping'),
  creating_class_instance: within('ADD says that more of a class was produced'),
  cycle_counting: within('a count is no movement; a difference comes as a stock adjustment'),
  decommissioning: step(
    'none',
    'none',
    'out',
    'DELETE takes the identifier off the goods: they no longer count as this item',
  ),
  departing: leaves('leaves the plant where loading was reported by itself; takes the place of shipping'),
  destroying: step('none', 'none', 'out', 'DELETE says that the goods are gone'),
  disassembling: within('the parts stay; a TransformationEvent or ADD says which are new'),
  dispensing: leaves('handed to a consumer (a partly dispensed object stays, see below)'),
  encoding: noGoods('an identifier is written on a tag that is on no goods yet'),
  entering_exiting: within('a door for customers; the sale or return is reported by itself'),
  holding: within('set aside, still here; a hold of the quality context blocks it'),
  inspecting: within('looked at, still here'),
  installing: within('put into something that exists; a consumption is reported by the MES'),
  killing: noGoods('a tag ends, the goods go on'),
  loading: within('on the vehicle, not yet departed'),
  other: within('a step that the CBV does not name'),
  packing: within('put into a container, still here'),
  picking: within('selected for an order, still here'),
  receiving: enters("added to the receiver's inventory, by the CBV's own definition"),
  removing: within('taken out of something; ADD where it was not counted before'),
  repackaging: within('the packaging changes, not the goods'),
  repairing: within('the goods stay'),
  replacing: within('ADD and DELETE say what came and what went'),
  reserving: noGoods('identifiers are handed out that are on no goods yet'),
  retail_selling: leaves('sold to a customer'),
  sampling: within('what is used up is reported by a DELETE, which the CBV demands next'),
  sensor_reporting: noGoods('a reading'),
  shipping: leaves('the whole outbound process: staging, loading, departing'),
  staging_outbound: within('waits for its transport, still here'),
  stock_taking: within('a count is no movement; a difference comes as a stock adjustment'),
  stocking: within('moved within the plant'),
  storing: within('moved within the plant'),
  transporting: within('on the way; shipping and receiving bound it'),
  unloading: within('off the vehicle, not yet accepted'),
  unpacking: within('taken out of a container, still here'),
  void_shipping: enters('was reported as shipped, departed or consigned, but is still here: taken back'),
}
