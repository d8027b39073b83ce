import { parseExact } from '@takt/messaging'
import type { Plugin } from 'graphql-yoga'

/**
 * Reads what a request's variables say without losing a digit: a number that has more of them than a double holds
 * comes as a string, which `Decimal` takes as it is.
 */
export const exactNumbers: Plugin = {
  onRequestParse({ requestParser, setRequestParser }) {
    if (!requestParser) return
    setRequestParser((request) =>
      requestParser(
        new Proxy(request, { get: (of, name) => (name === 'json' ? () => exactBody(of) : bound(of, name)) }),
      ),
    )
  },
}

const exactBody = async (request: Request): Promise<unknown> => parseExact(await request.text())

function bound(request: Request, name: string | symbol): unknown {
  const value: unknown = Reflect.get(request, name, request)
  return typeof value === 'function' ? value.bind(request) : value
}
