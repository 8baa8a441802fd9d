import type { Problem } from '@trueque/imports';
import { stringify } from 'csv-stringify/sync';
import { closeSync, openSync, writeSync } from 'node:fs';
import { CommandFailure, EXIT } from '../exit.js';

/** Rows that were kept out, as CSV, written as they are found: `line,column,code,message,file`. */
export class RejectFile {
  private readonly file: number;

  constructor(path: string) {
    try {
      this.file = openSync(path, 'w');
    } catch (error) {
      throw new CommandFailure(EXIT.usage, `cannot write ${path}: ${(error as Error).message}`);
    }
    this.write(['line', 'column', 'code', 'message', 'file']);
  }

  add({ severity, line, column, code, message, file }: Problem): void {
    if (severity === 'error') this.write([line, column, code, message, file]);
  }

  close(): void {
    closeSync(this.file);
  }

  private write(cells: readonly (string | number)[]): void {
    writeSync(this.file, stringify([[...cells]]));
  }
}
