import type { Sql, TransactionSql } from 'postgres'

/**
 * `sql.begin`, safe against the loss of its connection. The driver (3.4.9) answers every error inside a transaction
 * with a rollback; where the error is that the connection closed, it writes that rollback to a socket that is gone and
 * ends the process with an uncaught TypeError. A transaction that lost its connection is over on the server anyway.
 */
export function transaction<T>(sql: Sql, work: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const guarded = (tx: TransactionSql) =>
    work(tx).catch((error: unknown) => {
      // Never settled: the driver rejects the whole transaction by itself when its connection closes.
      if (isConnectionLoss(error)) return new Promise<T>(() => {})
      throw error
    })
  return sql.begin(guarded) as Promise<T>
}

const isConnectionLoss = (error: unknown): boolean => {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return name !== 'PostgresError' && typeof code === 'string' && /^(CONNECTION_|E[A-Z]+$)/.test(code)
}
