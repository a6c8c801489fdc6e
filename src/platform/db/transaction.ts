import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  SingleConnectionProvider,
} from 'kysely';
import type pg from 'pg';
import { statementName } from './statement-names.ts';
import type { Tables } from './tables.ts';

/** Everything a verb or a page asks of the database: typed queries inside one transaction of one city. */
export type Tx = Kysely<Tables>;

const dialect = new PostgresDialect({
  pool: () => {
    throw new Error('queries run inside db.inCity or db.outside');
  },
});
const driver = dialect.createDriver();
const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const config = { dialect };

/** A transaction's client. Once over, it refuses: the pool may already have lent the client to another city. */
class TransactionConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  #over = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  end(): void {
    this.#over = true;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#over) throw new Error('this transaction is over: a query was not awaited inside it');
    const text = query.sql;
    const name = statementName(text);
    const answer = await this.#client.query({ text, values: [...query.parameters], ...(name && { name }) });
    const { command, rowCount } = answer;
    const writes =
      command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
    return writes
      ? { rows: answer.rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) }
      : { rows: answer.rows as Row[] };
  }

  // biome-ignore lint/correctness/useYield: streams need a cursor, which nobody has wanted yet
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported: page through the rows by key');
  }
}

/** Binds Kysely to one client; 5 µs, so that each request may have its own. */
export function bindTransaction(client: pg.PoolClient): { tx: Tx; end: () => void } {
  const connection = new TransactionConnection(client);
  const executor = new DefaultQueryExecutor(compiler, adapter, new SingleConnectionProvider(connection));
  return { tx: new Kysely<Tables>({ config, driver, dialect, executor }), end: () => connection.end() };
}
