/**
 * Something the person who runs the program can put right: a busy port, a wrong setting, a database that is not
 * there. The command line prints the message alone, in one line and without a stack; everything else is a bug.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** A command typed in a way that it does not have: exit code 2, with the way to its help. */
export class UsageError extends OperatorError {
  override name = 'UsageError';
}
