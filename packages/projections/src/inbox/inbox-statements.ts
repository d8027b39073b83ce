import type { InboxRow, RecordedEvent } from '@takt/event-sourcing'
import { arrayLiteral } from '../sql/array-literal.ts'
import type { Statement } from '../sql/statements.ts'

/**
 * Inserts rows, keeping the first of an id, except that a refusal gives way to an effect. In the order of the ids:
 * the lanes and the projection insert the same ids at the same time, and must meet on them in one order.
 */
export function insertRows(context: string, rows: readonly InboxRow[]): Statement {
  return {
    table: `${context}.inbox`,
    text: `insert into ${context}.inbox as i (message_id, hash, stream, revision, position, rejection)
select s.* from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::numeric[], $6::jsonb[])
  as s (message_id, hash, stream, revision, position, rejection)
where not exists (select from ${context}.inbox k where k.message_id = s.message_id and k.rejection is null)
order by s.message_id
on conflict (message_id) do update
  set hash = excluded.hash, stream = excluded.stream, revision = excluded.revision, position = excluded.position, rejection = excluded.rejection
  where i.rejection is not null and excluded.rejection is null`,
    parameters: [
      arrayLiteral(
        rows.map((row) => row.id),
        'text',
      ),
      arrayLiteral(
        rows.map((row) => row.hash),
        'text',
      ),
      arrayLiteral(
        rows.map((row) => row.stream),
        'text',
      ),
      arrayLiteral(
        rows.map((row) => row.revision),
        'bigint',
      ),
      arrayLiteral(
        rows.map((row) => row.position),
        'numeric',
      ),
      arrayLiteral(
        rows.map((row) => row.rejection),
        'jsonb',
      ),
    ],
  }
}

const NONE: readonly string[] = []

/**
 * The rows of a batch of events, one a message, and one an id that an event claims. The first message may have begun in the batch before: its row is
 * moved on, so that its position is never before the last of its effect.
 */
export function inboxStatements(context: string, events: readonly RecordedEvent[]): Statement[] {
  const rows = new Map<string, InboxRow>()
  for (const { stream, revision, position, metadata } of events) {
    const { messageId, hash, claims } = metadata
    rows.set(messageId, { id: messageId, hash, stream, revision, position })
    for (const id of claims ?? NONE) rows.set(id, { id, hash, stream, revision, position })
  }
  const [first] = rows.values()
  if (first === undefined) return []
  const moved: Statement = {
    table: `${context}.inbox`,
    text: `update ${context}.inbox set revision = $2::bigint, position = $3::numeric
where message_id = $1::text and stream = $4::text and rejection is null and position < $3::numeric`,
    parameters: [first.id, String(first.revision), first.position, first.stream],
  }
  return [moved, insertRows(context, [...rows.values()])]
}
