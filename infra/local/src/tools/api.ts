import { runningEndpoints } from './endpoints.ts'

export interface ApiAnswer<Data> {
  readonly data?: Data | null
  readonly errors?: readonly { readonly message: string }[]
}

/** Asks the GraphQL API of the Takt that runs here. */
export async function askApi<Data>(query: string, variables: object): Promise<ApiAnswer<Data>> {
  const response = await fetch(runningEndpoints(process.env).graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as ApiAnswer<Data>
}
