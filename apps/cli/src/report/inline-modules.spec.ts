import { inlineModules } from './inline-modules.js';

const run = (files: Readonly<Record<string, string>>): unknown => {
  const script = inlineModules('main.mjs', (path) => files[path] ?? '');
  return new Function(`${script}\nreturn modules['main.mjs'].answer;`)();
};

describe('modules in one script', () => {
  it('take from each other what they name, from whichever folder', () =>
    expect(
      run({
        'main.mjs': `import { twice as double } from './parts/twice.mjs';\nexport const answer = double(21);\n`,
        'parts/twice.mjs': `import {\n  two,\n} from '../two.mjs';\nexport const twice = (it) => it * two;\n`,
        'two.mjs': `export const two = 2;\n`,
      }),
    ).toBe(42));

  it('keep names of their own apart', () =>
    expect(
      run({
        'main.mjs': `import { one } from './one.mjs';\nconst own = 1;\nexport const answer = own + one;\n`,
        'one.mjs': `const own = 2;\nexport const one = own;\n`,
      }),
    ).toBe(3));

  it('are there once, however many ask for them', () => {
    const files: Readonly<Record<string, string>> = {
      'main.mjs': `import { b } from './b.mjs';\nimport { c } from './c.mjs';\nexport const answer = b === c;\n`,
      'b.mjs': `import { it } from './d.mjs';\nexport const b = it;\n`,
      'c.mjs': `import { it } from './d.mjs';\nexport const c = it;\n`,
      'd.mjs': `export const it = {};\n`,
    };
    expect(run(files)).toBe(true);
    const read: string[] = [];
    inlineModules('main.mjs', (path) => {
      read.push(path);
      return files[path] ?? '';
    });
    expect(read).toEqual(['main.mjs', 'b.mjs', 'd.mjs', 'c.mjs']);
  });
});
