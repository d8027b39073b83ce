/** A message as an outside system puts it on NATS. */
export interface Sent {
  readonly id: string
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A plain JSON body with a `Nats-Msg-Id`, as a PLC gateway sends it. */
export const plain = (subject: string, id: string, data: unknown): Sent => ({
  id,
  subject,
  headers: { 'Nats-Msg-Id': id },
  body: typeof data === 'string' ? data : JSON.stringify(data),
})

/** A CloudEvent in structured JSON, as an integration platform sends it. */
export const structured = (
  subject: string,
  id: string,
  source: string,
  time: string,
  data: unknown,
): Sent => ({
  id,
  subject,
  headers: { 'content-type': 'application/cloudevents+json', 'Nats-Msg-Id': id },
  body: JSON.stringify({
    specversion: '1.0',
    id,
    source,
    type: subject,
    time,
    datacontenttype: 'application/json',
    data,
  }),
})

/** A CloudEvent in binary mode: attributes in headers, data as the body. */
export const binary = (subject: string, id: string, source: string, time: string, data: unknown): Sent => ({
  id,
  subject,
  headers: {
    'Nats-Msg-Id': id,
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-source': source,
    'ce-type': subject,
    'ce-time': time,
    'content-type': 'application/json',
  },
  body: JSON.stringify(data),
})
