/** Node's names for a server that cannot be reached, and what pg says when a connection ends or is not to be had. */
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const spoken =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/**
 * Whether an error says that the database is not there at the moment, rather than that we asked it something wrong.
 * SQLSTATE 08: connection exception; 57P: it is stopping or starting; 53300: too many connections.
 */
export function isAway(error: unknown): boolean {
  const { code, message, syscall } = error as { code?: unknown; message?: unknown; syscall?: unknown };
  if (typeof code === 'string') {
    if (/^(08|57P)/.test(code) || code === '53300') return true;
    return networkCodes.has(code) && (syscall === 'connect' || syscall === 'read' || syscall === 'write');
  }
  return typeof message === 'string' && spoken.test(message);
}
