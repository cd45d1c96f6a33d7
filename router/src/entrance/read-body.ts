import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or `undefined` as soon as it is known to be larger than allowed. The rest is neither kept nor read: the
 * connection has to be closed after the answer. (Iterating over the request would close it before.)
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (): void => {
      request.off('data', take).off('end', finish).off('error', fail).off('close', leave);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      stop();
      request.pause();
      resolve(undefined);
    };
    const finish = (): void => {
      stop();
      resolve(Buffer.concat(chunks, size));
    };
    const fail = (error: Error): void => {
      stop();
      reject(error);
    };
    const leave = (): void => fail(new Error('the client left in the middle of its body'));
    request.on('data', take).on('end', finish).on('error', fail).on('close', leave);
  });
}
