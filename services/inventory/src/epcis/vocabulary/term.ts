import { expand, type Namespaces } from '../namespaces.ts'

const CBV = 'https://ref.gs1.org/cbv/'
const GS1 = 'https://gs1.org/voc/'

/** A vocabulary: the start of its web URIs (`…BizStep-receiving`), and of the older URNs (`…:bizstep:receiving`). */
const VOCABULARIES = {
  bizStep: [`${CBV}BizStep-`, 'bizstep'],
  disposition: [`${CBV}Disp-`, 'disp'],
  transactionType: [`${CBV}BTT-`, 'btt'],
  sourceDestType: [`${CBV}SDT-`, 'sdt'],
  errorReason: [`${CBV}ER-`, 'er'],
  component: [`${CBV}Comp-`, 'comp'],
  measurement: [GS1, ''],
  alert: [GS1, ''],
} as const

export type Vocabulary = keyof typeof VOCABULARIES

/**
 * The bare word of a CBV value in any of its forms: `receiving`, `cbv:BizStep-receiving`,
 * `https://ref.gs1.org/cbv/BizStep-receiving`, `urn:epcglobal:cbv:bizstep:receiving`. A URI of somebody else stays
 * as it is.
 */
export function bareTerm(value: string, vocabulary: Vocabulary, namespaces: Namespaces): string {
  const [web, urn] = VOCABULARIES[vocabulary]
  const uri = expand(value, namespaces)
  for (const start of [web, ...olderForms(web)])
    if (uri.startsWith(start)) return uri.slice(start.length) || value
  const old = `urn:epcglobal:cbv:${urn}:`
  return urn && uri.toLowerCase().startsWith(old) ? uri.slice(old.length) || value : value
}

/** The web URI of a value of the vocabulary in any of its forms; a URI of somebody else stays as it is. */
export function fullTerm(value: string, vocabulary: Vocabulary, namespaces: Namespaces): string {
  const word = bareTerm(value, vocabulary, namespaces)
  return word.includes(':') ? expand(word, namespaces) : VOCABULARIES[vocabulary][0] + word
}

/** The namespaces that drafts of the standard had, and http for https. */
const olderForms = (web: string): readonly string[] =>
  ['https://ns.gs1.org/cbv/', 'https://ref.gs1.org/standards/cbv/', 'http://ref.gs1.org/cbv/'].map((older) =>
    web.replace(CBV, older),
  )
