import { publishedTables, tableShape } from '@takt/read-models'
import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from 'postgres'

/** What the rows of number `n` (1 to 40) say in a column, as SQL; `r` is 0 for the first and 1 for the second row. */
const SAYS: Readonly<Record<string, string>> = {
  plant: `'P' || n`,
  item: `'I' || n`,
  'item.item': `'I' || n + 40 * r`,
  'item.plants': `'[{"plant":"P1","leadTimeDays":3}]'`,
  'work_order_component.item': `'I' || n + r`,
  'order_promise_line.line': `'L' || r`,
  position: 'n + 40 * r',
  unit: `'EA'`,
  base_unit: `'EA'`,
  decimals: '3',
  item_holds: '0',
  time_zone: `'Europe/Berlin'`,
  status: `'unrestricted'`,
  owner: `'consignment:ACME'`,
  document_type: `'salesOrder'`,
  expires_at: `now() + n * interval '1 day'`,
  starts: `current_date + n`,
  valid_until: `now() + n * interval '1 day'`,
  subject: `'in.P' || n || '.inventory.goods-receipt-reported.v1'`,
  body: `'{"quantity":{"amount":"5","unit":"EA"},"status":"unrestricted"}'`,
  concerns: `jsonb_build_object('item', 'I' || n)`,
  headers: `'{"Takt-Source":"erp"}'`,
  problems: `'[{"path":"quantity","message":"is missing"}]'`,
  conversions: `'[{"unit":"BX","numerator":12,"denominator":1}]'`,
  locations: `'[{"location":"A"},{"location":"B"}]'`,
  late_policy: `'{"kind":"drop","graceDays":0}'`,
  stock_statuses: `'[{"status":"repair","atp":false,"picking":false,"consumption":false}]'`,
  serials: `'["S1"]'`,
  schedule: `'[{"date":"2026-12-01","of":"5","open":"5","unconfirmed":"0"}]'`,
  components: `(select jsonb_agg(jsonb_build_object('item', 'I' || 40 + c, 'quantity',
    jsonb_build_object('amount', '2', 'unit', 'EA'))) from generate_series(1, n) c)`,
  sources: `'[{"plant":"P1","item":"I1","promised":[{"date":"2026-12-01","amount":"5"}]}]'`,
  change_before: `'{"plant":"P1","item":"I1","promised":[{"date":"2026-12-01","amount":"7"}]}'`,
  refusals: `'[{"plant":"P1","item":"I1","code":"short","sentence":"There is less.","alternatives":
    [{"kind":"part","promised":[{"date":"2026-12-01","amount":"5"}],"short":"1"}]}]'`,
  selection: `'{"segments":[{"class":"gain","where":{}}]}'`,
  before: `'[{"date":"2026-12-01","amount":"5"}]'`,
  after: `'[{"date":"2026-12-01","amount":"6"}]'`,
  allotments: `'[{"lot":"L1","quantity":"5"}]'`,
  skipped: `'[{"item":"I1","reason":"it is not known here"}]'`,
}

/** Where `SAYS` has nothing: by the SQL type. What may be null is filled too, so that no field is skipped for it. */
function byType(name: string, type: string, notNull: boolean): string {
  if (type === 'text') return `'${name}-' || n`
  if (type === 'text[]') return `array['${name}-' || n]`
  if (type.startsWith('numeric') || type === 'integer' || type === 'bigint') return 'n'
  if (type === 'boolean') return 'true'
  if (type === 'date') return 'current_date + n'
  if (type.startsWith('timestamp')) return `now() - n * interval '1 hour'`
  if (type === 'jsonb') return notNull ? `'[]'` : 'null'
  throw new Error(`say in byType of full-tables.ts what a column of type ${type} (${name}) holds`)
}

function fill(table: PgTable): string {
  const shape = tableShape(table)
  const enums = new Map(Object.entries(getTableColumns(table)).map(([name, c]) => [name, c.enumValues]))
  const columns = shape.columns.filter((column) => column.generated === undefined)
  const values = columns.map(({ property, name, type, notNull }) => {
    const [first, second = first] = enums.get(property) ?? []
    if (first !== undefined) return `case r when 0 then '${first}' else '${second}' end`
    const said = SAYS[`${shape.name}.${name}`] ?? SAYS[name]
    return said === undefined ? byType(name, type, notNull) : `(${said})::${type}`
  })
  return `insert into ${shape.schema}."${shape.name}" (${columns.map(({ name }) => `"${name}"`).join(', ')})
    select ${values.join(', ')} from generate_series(0, 1) r, generate_series(1, 40) n order by r, n on conflict do nothing`
}

/**
 * Fills every table of the read models with 40 rows at least, those of number `n` about plant `P<n>` and item `I<n>`,
 * which is made of `n` items that are not made themselves: `I41` and those after it. Item `I40` has 20 open lines, and moved at 20 places.
 */
export async function fillTables(sql: Sql): Promise<void> {
  for (const table of publishedTables) if (tableShape(table).schema !== 'takt') await sql.unsafe(fill(table))
  await sql`insert into inventory.atp_line
    select (jsonb_populate_record(l, jsonb_build_object('document_id', 'more-' || n, 'position', 100 + n))).*
    from inventory.atp_line l, generate_series(1, 18) n where l.item = 'I40' and l.kind = 'supply'`
  await sql`insert into inventory.stock_movement
    select (jsonb_populate_record(m, jsonb_build_object('location', 'more-' || n, 'line', 1000 + n))).*
    from inventory.stock_movement m, generate_series(1, 19) n where m.item = 'I40' and m.position = 40`
  await sql`insert into takt.journal (event_id, context, position, stream, revision, type, plant, message_id,
      correlation_id, causation_id, source, actor, occurred_at, recorded_at)
    select gen_random_uuid(), 'inventory', n, 'stream', n, 'type', 'P', 'message-' || n, 'correlation', 'causation',
      'source', 'actor', now(), now() from generate_series(1, 200) n`
  await sql`insert into takt.checkpoint values ('inventory', 80, 'inventory', now(), now())`
}
