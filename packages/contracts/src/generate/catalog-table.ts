import type { AnyContract } from '../define.ts'

const KINDS = ['fact', 'command', 'query', 'event', 'signal'] as const
const HEADINGS = {
  fact: 'Facts: what happened outside, never refused',
  command: 'Commands: requests, may be rejected',
  query: 'Queries: questions on `api.`, change nothing',
  event: 'Events: what Takt recorded',
  signal: 'Signals: what partners see',
}

/** The catalog as a Markdown page: per context and kind, each message with subject, version, state and meaning. */
export function catalogPage(contracts: readonly AnyContract[]): string {
  const lines = [
    '# Messages',
    '',
    'Generated from `packages/contracts` by `npm run generate`: do not edit. JSON Schemas are in `packages/contracts/generated/schemas`, the AsyncAPI document is `packages/contracts/generated/asyncapi.json`.',
  ]
  for (const context of [...new Set(contracts.map((c) => c.context))].sort()) {
    lines.push('', `## ${context}`)
    for (const kind of KINDS) {
      const ofKind = contracts.filter((c) => c.context === context && c.kind === kind)
      if (ofKind.length === 0) continue
      lines.push(
        '',
        `### ${HEADINGS[kind]}`,
        '',
        '| message | on subjects as | version | state | meaning |',
        '|---|---|---|---|---|',
      )
      for (const c of ofKind) {
        lines.push(
          `| ${c.name.split('.')[1]} | \`${c.subjectName}\` | ${c.version} | ${c.lifecycle.state} | ${c.summary} |`,
        )
      }
    }
  }
  return `${lines.join('\n')}\n`
}
