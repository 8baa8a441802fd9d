import { aemo } from './formats/aemo.js';
import { ausgrid } from './formats/ausgrid.js';
import { citylearn } from './formats/citylearn.js';
import { dtou } from './formats/dtou.js';
import { elexon } from './formats/elexon.js';
import { greenButton } from './formats/green-button.js';
import { nem12 } from './formats/nem12.js';
import { parquet } from './formats/parquet.js';
import { plainCsv } from './formats/plain-csv.js';
import { sgsc } from './formats/sgsc.js';
import { simbench } from './formats/simbench.js';
import type { ImportFormat } from './import-format.port.js';

/** Every format of readings and prices there is. */
export const importFormats: readonly ImportFormat[] = [
  plainCsv,
  parquet,
  nem12,
  greenButton,
  sgsc,
  citylearn,
  simbench,
  ausgrid,
  aemo,
  elexon,
  dtou,
];

export const importFormat = (name: string): ImportFormat | undefined =>
  importFormats.find((format) => format.name === name);
