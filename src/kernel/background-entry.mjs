// Runs in a thread of its own: for each task that it is told of loads the module, calls the function of that name, and sends what comes of it. What is thrown ends the thread.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
parentPort.on('message', async ({ module, name, input }) => {
  const work = (await import(module))[name];
  parentPort.postMessage({ outcome: await work(input, (progress) => parentPort.postMessage({ progress })) });
});
