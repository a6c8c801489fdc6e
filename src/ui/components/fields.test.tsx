import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import type { FormState } from '../../platform/http/form.ts';
import { samplePage } from '../page-context.fixtures.ts';
import { renderPage } from '../render.tsx';
import { AmountField } from './amount-field.tsx';
import { Checkbox } from './checkbox.tsx';
import { CheckboxGroup } from './checkbox-group.tsx';
import { DateField } from './date-field.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { FileField } from './file-field.tsx';
import { Form } from './form.tsx';
import { RadioGroup } from './radio-group.tsx';
import { SearchForm } from './search-form.tsx';
import { SelectField } from './select-field.tsx';
import { TextArea } from './text-area.tsx';
import { TextField } from './text-field.tsx';

const options = [
  { value: 'parks', label: 'Parques' },
  { value: 'streets', label: 'Calles' },
];

function refusedWith(values: FormState['values'], field: string): FormState {
  return { act: 'submit', values, errors: [{ field, key: 'form.missing' }] };
}

function html(view: VNode, form?: FormState, locale = 'es-MX') {
  return renderPage(view, samplePage({ locale, ...(form && { form }) }));
}

const cases: [string, VNode, FormState['values'], RegExp, RegExp][] = [
  [
    'TextField',
    <TextField name="f" label="Título" value="antes" />,
    { f: 'tecleado' },
    /value="antes"/,
    /value="tecleado"/,
  ],
  [
    'TextArea',
    <TextArea name="f" label="Descripción" value="antes" />,
    { f: 'tecleado' },
    />antes</,
    />tecleado</,
  ],
  [
    'AmountField',
    <AmountField name="f" label="Costo" value={125_000_050} />,
    { f: 'mil pesos' },
    /value="1,250,000.50"/,
    /value="mil pesos"/,
  ],
  [
    'SelectField',
    <SelectField name="f" label="Tema" options={options} value="parks" />,
    { f: 'streets' },
    /<option value="parks" selected/,
    /<option value="streets" selected/,
  ],
  [
    'RadioGroup',
    <RadioGroup name="f" label="Tema" options={options} value="parks" />,
    { f: 'streets' },
    /value="parks" checked/,
    /value="streets" checked/,
  ],
  [
    'CheckboxGroup',
    <CheckboxGroup name="f" label="Temas" options={options} values={['parks']} />,
    { f: ['streets'] },
    /value="parks" checked/,
    /value="streets" checked/,
  ],
  [
    'Checkbox',
    <Checkbox name="f" label="Acepto" checked />,
    { f: 'yes' },
    /value="yes" checked/,
    /value="yes" checked/,
  ],
  [
    'DateField',
    <DateField name="f" label="Inicio" value="2027-05-01" />,
    { f: '2027-06-02' },
    /value="2027-05-01"/,
    /value="2027-06-02"/,
  ],
];

describe.each(cases)('%s', (_name, field, typed, shownFirst, shownAgain) => {
  const inForm = <Form act="submit">{field}</Form>;

  it('shows its value on a first visit, without an error', () => {
    const page = html(inForm);
    expect(page).toMatch(shownFirst);
    expect(page).not.toContain('aria-invalid');
  });

  it('shows what was typed and what is wrong after a refusal', () => {
    const page = html(inForm, refusedWith(typed, 'f'));
    expect(page).toMatch(shownAgain);
    expect(page).toContain('id="field-f-error"');
    expect(page).toMatch(/aria-describedby="[^"]*field-f-error/);
    expect(page).toContain('Falta este dato.');
  });

  it('keeps its value when another form of the page was refused', () => {
    const page = html(inForm, { ...refusedWith(typed, 'f'), act: 'other' });
    expect(page).toMatch(shownFirst);
    expect(page).not.toContain('aria-invalid');
  });
});

describe('what was typed', () => {
  it('wins even when it was nothing', () => {
    const form = refusedWith({}, 'title');
    const page = html(
      <Form act="submit">
        <TextField name="title" label="Título" value="antes" />
        <CheckboxGroup name="themes" label="Temas" options={options} values={['parks']} />
      </Form>,
      form,
    );
    expect(page).not.toContain('antes');
    expect(page).not.toContain('checked');
  });

  it('is escaped', () => {
    const page = html(<TextField name="f" label="Título" />, refusedWith({ f: '"><script>' }, 'f'));
    expect(page).not.toContain('<script>');
  });

  it('never shows a password again', () => {
    const page = html(
      <TextField name="f" label="Clave" type="password" />,
      refusedWith({ f: 'secreto' }, 'f'),
    );
    expect(page).not.toContain('secreto');
  });

  it('is shown in the one row that was refused', () => {
    const rows = (
      <>
        {['7', '8'].map((id) => (
          <Form act="submit" id={id} key={id}>
            <TextField name="cost.total" label="Costo" value="100" />
          </Form>
        ))}
      </>
    );
    const page = html(rows, refusedWith({ _form: '8', 'cost.total': 'cien' }, 'cost.total'));
    expect(page).toMatch(/id="field-7-cost.total"[^>]*value="100"/);
    expect(page).toMatch(/id="field-8-cost.total"[^>]*value="cien"/);
    expect(page.match(/aria-invalid/g)).toHaveLength(1);
  });
});

describe('Form', () => {
  it('carries its act, a fresh key and its hidden values', () => {
    const page = html(
      <Form act="join" hidden={{ lead: 12 }} files>
        <FileField name="scan" label="Oficio" accept=".pdf" maxBytes={5_000_000} kinds="PDF" />
      </Form>,
    );
    expect(page).toContain('name="act" value="join"');
    expect(page).toContain('name="_once" value="once-1"');
    expect(page).toContain('name="lead" value="12"');
    expect(page).toContain('enctype="multipart/form-data"');
    expect(page).toContain('PDF. Hasta 5 MB.');
  });
});

describe('ErrorSummary', () => {
  const view = (
    <>
      <ErrorSummary />
      <Form act="submit">
        <TextField name="title" label="Título" />
        <TextArea name="text" label="Descripción" maxLength={600} />
      </Form>
    </>
  );

  it('names each field and leads to it', () => {
    const page = html(view, {
      act: 'submit',
      values: {},
      errors: [
        { field: 'title', key: 'form.missing' },
        { field: 'text', key: 'form.too-long', args: { maximum: 600 } },
        { key: 'form.invalid' },
      ],
    });
    expect(page).toContain('Faltan 3 cosas por corregir');
    expect(page).toContain('<a href="#field-title">Título: Falta este dato.</a>');
    expect(page).toContain(
      '<a href="#field-text">Descripción: Es demasiado largo: caben 600 caracteres.</a>',
    );
    expect(page).toMatch(/<li>Revisa este dato/);
  });

  it('is absent when nothing was refused', () => {
    expect(html(view)).not.toContain('error-summary');
  });

  it('speaks English', () => {
    expect(html(view, refusedWith({}, 'title'), 'en')).toContain('One thing needs correcting');
  });
});

describe('SearchForm', () => {
  it('reads its filters from the address', () => {
    const page = html(
      <SearchForm filtered>
        <SelectField name="zone" label="Sector" options={[{ value: '3', label: 'Sector 3' }]} optional />
      </SearchForm>,
    );
    expect(page).toMatch(/<option value="3" selected/);
    expect(page).toContain('method="get"');
    expect(page).toContain('href="/proposals"');
  });
});
