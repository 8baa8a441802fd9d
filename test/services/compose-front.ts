import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const compose = z.object({ configs: z.object({ front: z.object({ content: z.string() }) }) });

/** What nginx of `docker-compose.yml` is told; `$$` there is a `$`. */
export const frontConfig = (): string => {
  const file = join(__dirname, '../../docker-compose.yml');
  const { configs } = compose.parse(parse(readFileSync(file, 'utf8')));
  return configs.front.content;
};

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** The service that nginx would ask: the same maps, read as nginx reads them. */
export const answererOf = (content: string): ((asked: Asked) => string) => {
  const text = content.replaceAll('$$', '$');
  const homes = entriesOf(text, '$uri $home');
  const services = entriesOf(text, '$home$request_method $service');
  return ({ method, path }) => {
    const [uri = ''] = path.split('?');
    return found(services, `${found(homes, uri) ?? ''}${method}`) ?? '';
  };
};

type Entries = ReadonlyMap<string, string>;

const entriesOf = (text: string, variables: string): Entries => {
  const [, block = ''] = text.split(`map ${variables} {`);
  const [lines = ''] = block.split('\n}');
  return new Map(
    [...lines.matchAll(/(\S+) (\w+);/g)].map(([, key = '', value = '']) => [key, value]),
  );
};

/** What is named first, then the first pattern, then what is left. */
const found = (entries: Entries, text: string): string | undefined =>
  entries.get(text) ??
  [...entries].find(([key]) => key.startsWith('~') && new RegExp(key.slice(1)).test(text))?.[1] ??
  entries.get('default');
