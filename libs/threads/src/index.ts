export { workerFile } from './worker-file.js';
export { WorkerThreads } from './worker-threads.js';
