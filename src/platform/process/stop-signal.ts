/**
 * Resolves once when this process shall end: Ctrl-C, SIGTERM, or the end of the process that started it. Further
 * signals are ignored, because a terminal and a launcher often both send one.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
    // A started process lets its parent say when to stop, so that the parent does not take the end for a crash.
    process.on('SIGINT', () => {
      if (!process.connected) stop();
    });
    process.on('disconnect', stop);
  });
}
