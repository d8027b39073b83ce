import { analystView } from '../analyst-view.ts'

const CONTEXTS = ['inventory', 'masterdata', 'orchestration', 'production', 'quality']

export const parkedMessages = analystView({
  schema: 'analytics',
  name: 'parked_messages',
  grain: 'one row for each message that could not be handled, until and after its end',
  keys: ['parked'],
  comment: 'What came in and could not be understood, with its reason.',
  columns: {
    parked: 'Id of the parked message',
    context: 'The service it was meant for',
    plant: 'Plant code; all where it belongs to none',
    subject: 'The NATS subject it came on',
    message_id: "The sender's message id",
    code: 'A stable word for the reason',
    sentence: 'What is wrong, where, and how to mend it',
    concerns: 'The item, order or lot it is about (JSON)',
    source: 'The system that sent it',
    tries: 'How often it was tried in vain',
    first_at: 'When it first came',
    last_at: 'When it was tried last',
    state: 'parked, replayed, resolved or discarded',
  },
  sql: CONTEXTS.map(
    (
      context,
    ) => `select parked, '${context}'::text as context, plant, subject, message_id, code, sentence, concerns,
  source, tries, first_at, last_at, state from ${context}.parked_message`,
  ).join('\nunion all\n'),
  example: {
    question: 'Which reasons cost the most work, by sender?',
    sql: `select source, code, count(*) from analytics.parked_messages
where first_at > now() - interval '7 days' group by source, code order by count(*) desc limit 20`,
  },
})
