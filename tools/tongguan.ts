import { answerCall } from './tongguan/answering.ts';

// A reader that has seen enough (head) closes the pipe; that is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await answerCall(process.argv.slice(2));
