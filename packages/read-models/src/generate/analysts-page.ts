import type { AnalystView } from '../analyst-view.ts'
import { analystViews } from '../analytics/index.ts'

/** The page for analysts, as Markdown, from the same declarations that make the views. */
export function analystsPage(views: readonly AnalystView[] = analystViews): string {
  return [
    '<!-- Generated from packages/read-models/src/analytics by `npm run generate`. Do not edit. -->',
    '# For analysts: what you can query',
    `Connect to Postgres as \`takt_reader\`, which can read everything and change nothing. While \`npm start\` runs, the
connection string is \`readerUrl\` under \`postgres\` in \`.takt/endpoints.json\`:

\`\`\`sh
psql "$(node -p "require('./.takt/endpoints.json').postgresReader")"
\`\`\`

The views in the schema \`analytics\` are the ones to build on: their columns keep their names and meanings. They are
as fresh as the last projected event (\`select * from takt.checkpoint\`). Amounts are exact decimals in the unit
beside them; instants are in UTC. The same texts stand in the database: \`\\d+ analytics.${views[0]?.name ?? '*'}\`.`,
    ...views.map(section),
  ]
    .join('\n\n')
    .concat('\n')
}

function section({ name, grain, keys, comment, columns, example }: AnalystView): string {
  return `## analytics.${name}

${comment}

One row: ${grain}. Key: ${keys.map((key) => `\`${key}\``).join(', ')}.

| column | meaning |
|---|---|
${Object.entries(columns)
  .map(([column, meaning]) => `| \`${column}\` | ${meaning} |`)
  .join('\n')}

${example.question}

\`\`\`sql
${example.sql}
\`\`\``
}
