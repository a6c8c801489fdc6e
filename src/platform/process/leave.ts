/**
 * Ends the process once everything that was printed is out. A pipe takes no more than its reader has room for (64 kB on
 * Linux), and `process.exit` drops the rest in silence: the end of a long report, where the sums stand.
 */
export async function leave(code?: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(printed));
  // Even undefined, given as an argument, would take the place of an exit code that was set before.
  if (code !== undefined) process.exitCode = code;
  process.exit();
}

function printed(stream: NodeJS.WriteStream): Promise<void> {
  // A reader who has seen enough (`| head`) is no reason to complain.
  stream.on('error', () => {});
  return new Promise((resolve) => stream.write('', () => resolve()));
}
