import { AmountField } from '../components/amount-field.tsx';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CheckboxGroup } from '../components/checkbox-group.tsx';
import { DateField } from '../components/date-field.tsx';
import { FileField } from '../components/file-field.tsx';
import { Form } from '../components/form.tsx';
import { Section } from '../components/page-heading.tsx';
import { RadioGroup } from '../components/radio-group.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { type Choice, SelectField } from '../components/select-field.tsx';
import { TextArea } from '../components/text-area.tsx';
import { TextField } from '../components/text-field.tsx';
import { longTitle, longWord } from './samples.ts';

const zones: Choice[] = [
  { value: '1', label: 'Casco Urbano', group: 'Sector 1' },
  { value: '2', label: 'Tampiquito', group: 'Sector 1' },
  { value: '3', label: longWord, group: 'Sector 2' },
];
const themes: Choice[] = [
  { value: 'parks', label: 'Parques y jardines', hint: 'Juegos, árboles, canchas, riego' },
  { value: 'streets', label: 'Calles y banquetas' },
  { value: 'other', label: 'Otro tema', disabled: true },
];
const yesNo: Choice[] = [
  { value: 'yes', label: 'Sí' },
  { value: 'no', label: 'No' },
];

/** The name of the act that tests refuse, to see every field with its error. */
export const refusedAct = 'gallery-error';

export function GalleryForms() {
  return (
    <>
      <Section title="Filtros">
        <SearchForm filtered>
          <TextField name="q" label="Buscar" type="search" optional />
          <SelectField name="zone" label="Colonia" options={zones} empty="Todas" optional />
          <SelectField name="theme" label="Tema" options={themes} empty="Todos" optional />
        </SearchForm>
      </Section>
      <Section title="Formulario vacío">
        <AllFields act="gallery-empty" />
      </Section>
      <Section title="Formulario lleno">
        <AllFields act="gallery-full" filled />
      </Section>
      <Section title="Formulario inactivo">
        <AllFields act="gallery-disabled" filled disabled />
      </Section>
      <Section title="Formulario rechazado">
        <AllFields act={refusedAct} />
      </Section>
    </>
  );
}

interface Props {
  readonly act: string;
  readonly filled?: boolean;
  readonly disabled?: boolean;
}

function AllFields({ act, filled, disabled }: Props) {
  return (
    <Form act={act} id={act} files>
      <TextField
        name="title"
        label="Título"
        hint="Di qué y dónde, en una línea."
        value={filled ? longTitle : undefined}
        disabled={disabled}
      />
      <TextField name="colour" type="color" label="Color" value="#0d4a52" optional />
      <TextField
        name="code"
        label="Código del correo"
        code
        size="short"
        inputMode="numeric"
        disabled={disabled}
      />
      <TextArea
        name="text"
        label="Descripción"
        maxLength={1500}
        value={filled ? 'Hoy se espera el camión bajo el sol.' : undefined}
        disabled={disabled}
      />
      <AmountField
        name="cost"
        label="Costo"
        optional
        value={filled ? 48_500_050 : undefined}
        disabled={disabled}
      />
      <SelectField
        name="zone"
        label="Colonia"
        options={zones}
        value={filled ? '2' : undefined}
        disabled={disabled}
      />
      <RadioGroup
        name="theme"
        label="Tema"
        options={themes}
        value={filled ? 'parks' : undefined}
        disabled={disabled}
      />
      <RadioGroup
        name="first"
        label="¿Es tu primera propuesta?"
        options={yesNo}
        inline
        optional
        disabled={disabled}
      />
      <CheckboxGroup
        name="notify"
        label="Avísame por"
        options={themes}
        values={filled ? ['streets'] : []}
        optional
        disabled={disabled}
      />
      <DateField
        name="day"
        label="Día de la visita"
        value={filled ? '2027-05-03' : undefined}
        disabled={disabled}
      />
      <FileField
        name="photo"
        label="Foto del lugar"
        accept="image/jpeg,image/png"
        kinds="JPG o PNG"
        maxBytes={5_000_000}
        optional
        disabled={disabled}
      />
      <Checkbox name="consent" label="Acepto el aviso de privacidad" checked={filled} disabled={disabled} />
      <Button disabled={disabled}>Enviar propuesta</Button>
    </Form>
  );
}
