import { globSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { modules } from '../src/module-list.ts';

const languages = ['es', 'en'] as const;
const texts = modules.flatMap(({ name, texts: { es, en } }) =>
  [...new Set([...Object.keys(es), ...Object.keys(en)])].map((key) => ({
    module: name,
    key,
    es: es[key],
    en: en[key],
  })),
);

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

function parse(text: string, language: string): Element[] {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
}

/** The arguments of a message, 'count plural' and 'day argument', those inside its branches too. */
function argumentsOf(elements: readonly Element[]): Set<string> {
  const found = new Set<string>();
  for (const element of elements) {
    if ('options' in element) {
      found.add(`${element.value} ${element.type}`);
      for (const option of Object.values(element.options)) {
        for (const one of argumentsOf(option.value)) found.add(one);
      }
    } else if (element.type !== 0 && element.type !== 7 && 'value' in element) {
      found.add(`${element.value} ${element.type}`);
    }
  }
  return found;
}

function plurals(elements: readonly Element[]): (Element & { options: object })[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return [];
    const inside = Object.values(element.options).flatMap((option) => plurals(option.value));
    return element.type === 6 ? [element, ...inside] : inside;
  });
}

describe('the texts', () => {
  it('are complete in both languages', () => {
    expect(texts.filter(({ es }) => !es?.trim()).map(({ key }) => key)).toEqual([]);
    expect(texts.filter(({ en }) => !en?.trim()).map(({ key }) => key)).toEqual([]);
    expect(texts.length).toBeGreaterThan(500);
  });

  it('are messages that can be read, with the same arguments in both languages', () => {
    const different = texts.filter(({ es = '', en = '' }) => {
      const [one, other] = [argumentsOf(parse(es, 'es')), argumentsOf(parse(en, 'en'))];
      return one.size !== other.size || [...one].some((argument) => !other.has(argument));
    });
    expect(different.map(({ key, es, en }) => `${key}: ${es} / ${en}`)).toEqual([]);
  });

  it.each(languages)('say one and many apart (%s)', (language) => {
    const wrong = texts.filter((text) => {
      const found = plurals(parse(text[language] ?? '', language));
      return found.some(({ options }) => {
        const forms = Object.keys(options);
        const known = forms.every((form) => /^(=\d+|one|other|many)$/.test(form));
        return !known || !forms.includes('other') || !(forms.includes('one') || forms.includes('=1'));
      });
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('begin with the name of their module', () => {
    const ours = texts.filter(({ module, key }) => module !== 'ui' && !key.startsWith(`${module}.`));
    expect(ours.map(({ key }) => key)).toEqual([]);
  });

  it('never call anything invalid, and open in Spanish what they close', () => {
    const harsh = texts.filter(({ es, en }) => /inválid/i.test(es ?? '') || /\binvalid/i.test(en ?? ''));
    expect(harsh.map(({ key }) => key)).toEqual([]);
    const count = (text: string, sign: string) => text.split(sign).length;
    const open = texts.filter(
      ({ es = '' }) => count(es, '?') !== count(es, '¿') || count(es, '!') !== count(es, '¡'),
    );
    expect(open.map(({ key, es }) => `${key}: ${es}`)).toEqual([]);
    const untidy = texts.filter(({ es = '', en = '' }) => /^\s|\s$| {2}|\t/.test(`${es}|${en}`));
    expect(untidy.map(({ key }) => key)).toEqual([]);
  });
});

const sources = globSync('src/**/*.{ts,tsx}').filter((path) => !/\.(test|fixtures)\.tsx?$/.test(path));
const source = new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));

describe('the words of the screens', () => {
  it('are all used', () => {
    const all = [...source.values()].join('\n');
    const literals = new Set([...all.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g)].map((match) => match[1]));
    // `results.desk.${reason}` may become any key of that form.
    const templates = [...all.matchAll(/`([a-z][\w-]*\.[^`\n]*\$\{[^`\n]*)`/g)].map(
      ([, template = '']) =>
        new RegExp(
          `^${template
            .split(/\$\{[^}]*\}/)
            .map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'))
            .join('.+')}$`,
        ),
    );
    const unused = texts.filter(
      ({ key }) => !literals.has(key) && !templates.some((template) => template.test(key)),
    );
    expect(unused.map(({ key }) => key)).toEqual([]);
  });

  it('stand in the texts and in no view', () => {
    const views = sources.filter((path) => path.endsWith('.tsx') && !/^src\/(ui\/gallery|demo)/.test(path));
    expect(views.length).toBeGreaterThan(50);
    expect(views.flatMap((path) => hardCoded(path, source.get(path) ?? ''))).toEqual([]);
  });
});

it('no view carries a style of its own, which the content security policy would drop', () => {
  const styled = sources.filter(
    (path) => !/\/mail\//.test(path) && / style=[{"]/.test(source.get(path) ?? ''),
  );
  expect(styled.filter((path) => path.endsWith('.tsx'))).toEqual([]);
});

/** Attributes whose text a person sees or hears. */
const spoken = new Set(
  'title label alt placeholder hint lead caption summary kicker description aria-label value header note text'.split(
    ' ',
  ),
);
/** Names and units that are the same in every language. */
const wordless = /^(Cabildo|JPG, PNG, WebP|CSV|XLSX|MB|CURP|INE|PIN|TOTP|JSON|GeoJSON|SHA-256|[^\p{L}]*)$/u;

/** Letters between tags, and texts of attributes that are shown, as 'file:line text'. */
function hardCoded(path: string, code: string): string[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const tell = (node: ts.Node, text: string) => {
    if (wordless.test(text.trim())) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1} ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) tell(node, node.text);
    else if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteral(node.expression)) {
      if (!ts.isJsxAttribute(node.parent)) tell(node, node.expression.text);
    } else if (ts.isJsxAttribute(node) && spoken.has(node.name.getText())) {
      const { initializer } = node;
      const isValue = node.name.getText() === 'value';
      if (initializer && ts.isStringLiteral(initializer) && !isValue) tell(node, initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
