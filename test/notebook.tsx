import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../src/platform/db/database.ts';
import type { UploadedFile } from '../src/platform/http/form.ts';
import { act, missing, page, redirect, refused, show } from '../src/platform/http/page.ts';
import { anyone, signedIn, staff } from '../src/platform/http/viewer.ts';
import type { Module } from '../src/platform/module.ts';
import { Button } from '../src/ui/components/button.tsx';
import { CheckboxGroup } from '../src/ui/components/checkbox-group.tsx';
import { FileField } from '../src/ui/components/file-field.tsx';
import { Form } from '../src/ui/components/form.tsx';
import { TextField } from '../src/ui/components/text-field.tsx';
import { PlainLayout } from '../src/ui/layouts/plain-layout.tsx';
import { usePage } from '../src/ui/page-context.ts';

/** A module of one table and a page for each thing that a page can do, to prove the page framework with. */

/** The table that the pages write to; run as the owner. */
export const noteTable = `
  create table note (
    city_id int not null, id bigint generated always as identity, text text not null, primary key (city_id, id)
  );
  select tenant('note', 'select, insert')`;

async function run<Row>(tx: Tx, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(tx)).rows;
}

const write = (tx: Tx, cityId: number, text: string) =>
  run(tx, sql`insert into note (city_id, text) values (${cityId}, ${text})`);

const notesPage = page<Record<string, never>, { mark?: string | undefined }, readonly string[]>({
  path: '/notes',
  who: anyone,
  query: z.object({ mark: z.string().optional() }),
  load: async ({ tx }) =>
    (await run(tx, sql<{ text: string }>`select text from note order by id`)).map(({ text }) => text),
  largestFile: 2048,
  acts: {
    write: act({
      input: z.object({
        title: z.string().trim().min(1).max(20),
        about: z.object({ place: z.string().min(1) }).optional(),
        colours: z.union([z.string(), z.array(z.string())]).optional(),
        file: z.custom<UploadedFile>().optional(),
      }),
      run: async ({ tx, city }, { title, file }) => {
        // Long enough that twenty presses at once really meet.
        await run(tx, sql`select pg_sleep(0.05)`);
        const size = file ? ` (${file.bytes.length} bytes)` : '';
        await write(tx, city.id, title + size);
        return redirect('/notes', 'form.too-big', { maximum: 3 });
      },
    }),
    refuse: act({
      input: z.object({ title: z.string().min(1) }),
      run: async ({ tx, city }, { title }) => {
        await write(tx, city.id, title);
        return { ...refused('form.invalid', {}, 'title'), cookies: ['tried=1; Path=/'] };
      },
    }),
    break: act({
      input: z.object({}),
      run: async ({ tx, city }) => {
        await write(tx, city.id, 'never seen');
        throw new Error('the secret inside of a verb');
      },
    }),
    staff: act({
      who: staff('coordinator'),
      input: z.object({}),
      run: async ({ tx, city }) => {
        await write(tx, city.id, 'by staff');
        return redirect('/notes');
      },
    }),
    'cut-off': act({
      input: z.object({}),
      run: async ({ tx, city }) => {
        await write(tx, city.id, 'never seen');
        await run(tx, sql`select pg_terminate_backend(pg_backend_pid())`);
        return redirect('/notes');
      },
    }),
    look: act({
      repeatable: true,
      input: z.object({ title: z.string() }),
      run: async (_request, { title }) => show(<p>{title}</p>),
    }),
  },
  view: (notes) => <Notes notes={notes} />,
});

function Notes({ notes }: { notes: readonly string[] }) {
  const { href } = usePage();
  const colours = ['red', 'blue', 'green'].map((value) => ({ value, label: value }));
  return (
    <PlainLayout title="Notes">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <a href={href('/')}>home</a>
      <Form act={['write', 'refuse', 'break', 'staff']} files>
        <TextField name="title" label="Title" />
        <TextField name="about.place" label="Place" optional />
        <CheckboxGroup name="colours" label="Colours" options={colours} optional />
        <FileField name="file" label="File" accept="image/png" maxBytes={2048} optional />
        <Button act="write">write</Button>
      </Form>
    </PlainLayout>
  );
}

const plain = (text: string) => <PlainLayout title={text}>{text}</PlainLayout>;

const boardPage = page<Record<string, never>, { mark?: string | undefined }, readonly string[]>({
  path: '/board',
  who: anyone,
  query: z.object({ mark: z.string().optional() }),
  load: async ({ tx }) =>
    (await run(tx, sql<{ text: string }>`select text from note order by id`)).map(({ text }) => text),
  view: (notes) => plain(notes.join(', ')),
});
const signedPage = page({
  path: '/signed',
  who: signedIn,
  load: async () => ({}),
  view: () => plain('signed'),
});
const secretPage = page({
  path: '/secret',
  who: signedIn,
  secret: true,
  load: async () => ({}),
  acts: { go: act({ input: z.object({ choice: z.string() }), run: async () => redirect('/secret') }) },
  view: () => plain('secret'),
});
const deskPage = page({
  path: '/desk/notes',
  who: staff('coordinator'),
  load: async () => ({}),
  acts: { go: act({ input: z.object({}), run: async () => redirect('/desk/notes') }) },
  view: () => plain('desk'),
});
const onePage = page<{ id: number; name: string }>({
  path: '/notes/:id/:name',
  who: anyone,
  params: z.object({ id: z.coerce.number().int().positive(), name: z.string() }),
  load: async ({ tx, params }) => {
    const [row] = await run(tx, sql`select from note where id = ${params.id} and text = ${params.name}`);
    return row ? {} : missing;
  },
  view: () => plain('one note'),
});
const brokenPage = page({
  path: '/broken',
  who: anyone,
  load: async ({ tx }) => run(tx, sql`select the_secret_column from note`),
  view: () => plain('never'),
});
const movedPage = page({
  path: '/moved',
  who: anyone,
  load: async () => redirect('/notes?mark=1'),
  view: () => plain('never'),
});
const demoPage = page({
  path: '/demo-only',
  who: anyone,
  exists: (city) => city.demo,
  load: async () => ({}),
  acts: { go: act({ input: z.object({}), run: async () => redirect('/') }) },
  view: () => plain('demo'),
});
const guessPage = page({
  path: '/guess',
  who: anyone,
  limit: { max: 2, seconds: 60 },
  load: async () => ({}),
  acts: { guess: act({ input: z.object({}), run: async () => redirect('/guess') }) },
  view: () => plain('guess'),
});

export const notebook: Module = {
  name: 'notebook',
  texts: { es: {}, en: {} },
  pages: [
    notesPage,
    boardPage,
    secretPage,
    signedPage,
    deskPage,
    onePage,
    brokenPage,
    movedPage,
    demoPage,
    guessPage,
  ],
};
