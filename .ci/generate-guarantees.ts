import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'

const GUARANTEES: Readonly<Record<string, string>> = {
  G1: 'an acknowledged command or consumed fact is in the event store',
  G2: 'one effect per message id, at any distance, through crashes, redelivery and resending',
  G3: 'versions in a stream are gapless; one of two concurrent writers wins, the other re-decides',
  G4: 'order per aggregate survives redelivery, retry and replay',
  G5: 'a read model equals the fold of its events, always, and after a rebuild',
  G6: 'every recorded event reaches `evt.` at least once, in order per stream',
  G7: 'a poison message is parked with its cause, its business context and its bytes; its lane goes on; replayed it has one effect',
  G8: 'quantities are exact decimals with a unit; no float ever holds one; conversion loses nothing',
  G9: 'conservation: for each item, what came in minus what went out is what is there',
  G10: 'a held, rejected or expired lot is never promised, reserved or consumed by a command',
  G11: "read-your-writes: a query that names a command's position shows its effect",
  G12: 'stop is graceful; start needs no manual step after any crash',
}

const NAMED = /\b(?:test|describe)(?:\.\w+)*\(\s*(['"`])((?:G\d+[,: ]+)+.*?)\1/g

/** Which test proves which guarantee, read from the tests' own names; one without a test is an error. */
export function guaranteeFiles(): [string, string][] {
  const tests = globSync(['{packages,services,infra}/*/test/**/*.spec.ts', 'test/**/*.spec.ts'], {
    ignore: ['**/node_modules/**'],
  }).sort()
  const proofs = new Map<string, string[]>(Object.keys(GUARANTEES).map((g) => [g, []]))
  for (const path of tests) {
    for (const [, , name = ''] of readFileSync(path, 'utf8').matchAll(NAMED)) {
      const [head = ''] = /^(?:G\d+[,: ]+)+/.exec(name) ?? []
      const says = name.slice(head.length).replace(/\$\{[^}]*\}/g, 'n')
      for (const [guarantee] of head.matchAll(/G\d+/g))
        proofs.get(guarantee)?.push(`${says} ([${path.split('/').pop()}](../${path}))`)
    }
  }
  const without = [...proofs].filter(([, found]) => found.length === 0).map(([g]) => g)
  if (without.length > 0)
    throw new Error(`no test is named after ${without.join(', ')}: a guarantee without a test is none`)
  const rows = [...proofs].map(
    ([g, found]) => `| ${g} | ${GUARANTEES[g]} | ${found.map((f) => `• ${f}`).join('<br>')} |`,
  )
  const page = [
    '# Guarantees and their tests',
    '',
    'Made from the names of the tests by `npm run generate`; a guarantee that no test is named after fails `npm run verify`.',
    '',
    '| | guarantee | tests that would fail without it |',
    '|---|---|---|',
    ...rows,
  ]
  return [['docs/guarantees.md', `${page.join('\n')}\n`]]
}
