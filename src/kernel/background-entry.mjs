// Runs in a thread of its own: loads the module that it is told of, calls the function of that name, and sends what comes of it.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { module, name, input } = workerData;
const work = (await import(module))[name];
parentPort.postMessage({ outcome: await work(input, (progress) => parentPort.postMessage({ progress })) });
