import { Actions, Button, ButtonLink } from '../components/button.tsx';
import { Details } from '../components/details.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Icon, type IconName, iconNames } from '../components/icon.tsx';
import { Notice, type NoticeTone } from '../components/notice.tsx';
import { Section } from '../components/page-heading.tsx';
import { Photo } from '../components/photo.tsx';
import { StatusTag, Tag, Tags, type Tone } from '../components/tag.tsx';
import { longWord } from './samples.ts';

const tones: Tone[] = ['neutral', 'info', 'good', 'warn', 'bad', 'accent'];
const notices: NoticeTone[] = ['good', 'info', 'warn', 'bad'];

export function GalleryContent() {
  return (
    <>
      <Section title="Texto">
        <div class="prose">
          <p>
            El presupuesto participativo es la parte del dinero de la ciudad que{' '}
            <strong>deciden sus vecinos</strong>. Cada propuesta recibe una{' '}
            <a href="#respuesta">respuesta con razones</a>, también cuando no es posible.
          </p>
          <h3 id="respuesta">Cómo se responde</h3>
          <ol>
            <li>Una dependencia revisa si la ley lo permite, si el terreno es público y cuánto cuesta.</li>
            <li>Otra persona firma el dictamen y se publica el mismo día para todos.</li>
          </ol>
          <ul>
            <li>{longWord}</li>
            <li>Sin letra chica.</li>
          </ul>
        </div>
      </Section>
      <Section title="Botones">
        <Actions>
          <Button>Enviar propuesta</Button>
          <Button kind="quiet">Guardar borrador</Button>
          <Button kind="danger">Retirar propuesta</Button>
          <Button disabled>Votar</Button>
          <ButtonLink href="#x" icon="next">
            Seguir
          </ButtonLink>
          <ButtonLink href="#x" kind="quiet" icon="download">
            Descargar el acta
          </ButtonLink>
          <Button small>Asignar</Button>
          <Button small kind="quiet" icon="edit">
            Editar
          </Button>
        </Actions>
      </Section>
      <Section title="Avisos">
        {notices.map((tone) => (
          <Notice tone={tone} title={`Aviso con título (${tone})`} key={tone}>
            La votación abre el lunes 3 de mayo a las 8:00 y cierra el domingo 16 a las 20:00.
          </Notice>
        ))}
        <Notice>Un aviso de una sola línea.</Notice>
      </Section>
      <Section title="Etiquetas">
        <Tags>
          {tones.map((tone) => (
            <StatusTag tone={tone} key={tone}>
              En evaluación
            </StatusTag>
          ))}
          <Tag>Parques y jardines</Tag>
          <Tag href="#x">{longWord}</Tag>
        </Tags>
      </Section>
      <Section title="Dibujos">
        <Tags>
          {iconNames.map((name: IconName) => (
            <span class="fact" key={name}>
              <Icon name={name} /> {name}
            </span>
          ))}
        </Tags>
      </Section>
      <Section title="Para quien quiera saber más">
        <Details summary="¿Qué pasa si dos propuestas empatan?">
          <p>Se sortea con una semilla publicada antes de la votación.</p>
        </Details>
        <Details summary="Ya abierto" open>
          <p>Este texto se ve sin pulsar nada.</p>
        </Details>
      </Section>
      <Section title="Vacío">
        <EmptyState
          level={3}
          title="Todavía no hay propuestas en Valle Poniente"
          action={<ButtonLink href="#x">Proponer algo</ButtonLink>}
        >
          La convocatoria está abierta hasta el 30 de abril.
        </EmptyState>
        <EmptyState level={3} drawing="box" title="La votación no ha empezado">
          Abre el 3 de mayo a las 8:00.
        </EmptyState>
        <EmptyState level={3} drawing="lens" title="Nada coincide con tu búsqueda">
          Prueba con menos palabras o quita un filtro.
        </EmptyState>
      </Section>
      <Section title="Foto">
        <Photo
          src="/assets/favicon.svg"
          alt="Marca de Cabildo"
          width={240}
          height={240}
          caption="Parque Los Nogales, antes de la obra. Foto: vecinos del sector."
        />
      </Section>
    </>
  );
}
