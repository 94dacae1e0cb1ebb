/** Stands in for a decoder that a hostile file has taken over: does what its input says. */
let text = '';
for await (const part of process.stdin) text += part;

if (text === 'hang') await new Promise((resolve) => setTimeout(resolve, 1e9));
if (text === 'spin') for (;;);
if (text === 'eat') for (const held: Buffer[] = []; ; ) held.push(Buffer.alloc(64 * 1024 * 1024, 1));
if (text === 'flood')
  for (;;)
    if (!process.stdout.write(Buffer.alloc(65_536)))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
if (text === 'lie') process.stdout.write('VGD1 and something else');
if (text === 'die') process.kill(process.pid, 'SIGSEGV');
