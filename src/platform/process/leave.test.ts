import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const leave = fileURLToPath(new URL('./leave.ts', import.meta.url));

function printing(lines: number) {
  const program = `const { leave } = await import(${JSON.stringify(leave)});
    for (let line = 0; line < ${lines}; line += 1) console.log('x'.repeat(99));
    process.exitCode = 3;
    await leave();`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('a reader who comes late still gets every line', async () => {
  const child = printing(5000);
  const ended = once(child, 'close');
  await new Promise((resolve) => setTimeout(resolve, 500));
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  expect(await ended).toEqual([3, null]);
  expect(bytes).toBe(500_000);
});

test('a reader who leaves early does not keep the process', async () => {
  const child = printing(5000);
  child.stdout.destroy();
  expect(await once(child, 'close')).toEqual([3, null]);
});

test('a code that is given wins', async () => {
  const program = `const { leave } = await import(${JSON.stringify(leave)}); await leave(1);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([1, null]);
});
