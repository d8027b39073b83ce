/** Asks the GraphQL API as any client does. Throws with the API's own sentences. */
export interface Api {
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>
}

export function api(url: string): Api {
  return {
    async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data?: T; errors?: { message: string }[] }
      if (answer.errors || !answer.data)
        throw new Error(
          `${url} answered: ${(answer.errors ?? []).map((e) => e.message).join('; ') || response.status}`,
        )
      return answer.data
    },
  }
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** Every node of a connection, page by page. `query` takes `$after: String` and holds one field named `rows`. */
export async function all<Node>(
  client: Api,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Node[]> {
  const nodes: Node[] = []
  let after: string | null = null
  for (;;) {
    const { rows }: { rows: Connection<Node> } = await client.ask(query, { ...variables, after })
    nodes.push(...rows.edges.map((e) => e.node))
    if (!rows.pageInfo.hasNextPage) return nodes
    after = rows.pageInfo.endCursor
  }
}
