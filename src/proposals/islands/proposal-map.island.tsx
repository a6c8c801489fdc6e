import {
  type CircleMarker,
  canvas,
  circleMarker,
  geoJSON,
  type LatLng,
  type Map as LeafletMap,
  latLngBounds,
  map as leafletMap,
  type Polygon,
} from 'leaflet';

/** What the server wrote on the frame of a map. */
interface Frame extends HTMLElement {
  readonly dataset: DOMStringMap & { map: 'pick' | 'point' | 'all'; zones: string };
}

interface Point {
  readonly folio: string;
  readonly title: string;
  readonly stage: string;
  readonly latitude: number;
  readonly longitude: number;
}

for (const frame of document.querySelectorAll<Frame>('[data-map]')) {
  // A map is an addition: without it every page says the same in words.
  start(frame).catch(() => frame.classList.add('map-failed'));
}

async function start(frame: Frame): Promise<void> {
  if (frame.dataset.map === 'pick') return pick(frame);
  if (frame.dataset.map === 'all') return showAll(frame);
  const map = await drawCity(frame, frame);
  // A city that has not drawn its zones: a dot on an empty sheet says nothing.
  if (!map.options.maxBounds) throw new Error('no zones');
  const at = [Number(frame.dataset.latitude), Number(frame.dataset.longitude)] as const;
  marker(at[0], at[1]).addTo(map);
  map.setView([at[0], at[1]], Math.max(map.getZoom(), 14));
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function marker(latitude: number, longitude: number, radius = 9): CircleMarker {
  const look = {
    radius,
    color: colour('--surface'),
    weight: 2,
    fillColor: colour('--accent'),
    fillOpacity: 1,
  };
  return circleMarker([latitude, longitude], look);
}

/** The city's own lines, without tiles of anybody else: no third party learns who looks at what. */
async function drawCity(frame: Frame, place: HTMLElement): Promise<LeafletMap> {
  const answer = await fetch(frame.dataset.zones);
  if (!answer.ok) throw new Error('no zones');
  const drawn = await answer.json();
  const label =
    drawn.features.length <= 30
      ? { permanent: true, className: 'map-zone', direction: 'center' as const }
      : { sticky: true };
  const zones = geoJSON(drawn, {
    style: { color: colour('--ink-soft'), weight: 1, fillColor: colour('--primary-soft'), fillOpacity: 0.7 },
    onEachFeature: (feature, layer) => {
      const name = document.createElement('span');
      name.textContent = feature.properties.name;
      layer.bindTooltip(name, label);
    },
  });
  const map = leafletMap(place, {
    attributionControl: false,
    renderer: canvas({ padding: 0.5 }),
    zoomSnap: 0.5,
    maxZoom: 19,
  });
  zones.addTo(map);
  const bounds = zones.getBounds();
  if (bounds.isValid()) {
    map.fitBounds(bounds, { padding: [8, 8] });
    map.setMaxBounds(bounds.pad(0.5));
  }
  const nameZones = () => zones.eachLayer((layer) => fitName(map, layer as Polygon));
  map.on('zoomend', nameZones);
  nameZones();
  return map;
}

/** A name that is wider than its zone would lie on its neighbours': it comes when one goes nearer. */
function fitName(map: LeafletMap, zone: Polygon): void {
  const name = zone.getTooltip()?.getElement();
  if (!name) return;
  const bounds = zone.getBounds();
  const east = map.latLngToContainerPoint(bounds.getNorthEast()).x;
  const west = map.latLngToContainerPoint(bounds.getSouthWest()).x;
  name.classList.toggle('map-zone-tight', name.offsetWidth > east - west);
}

async function showAll(frame: Frame): Promise<void> {
  const answer = await fetch(frame.dataset.points ?? '');
  const points = (await answer.json()) as Point[];
  const map = await drawCity(frame, frame);
  for (const point of points) {
    marker(point.latitude, point.longitude, 7)
      .bindPopup(() => popup(frame, point))
      .addTo(map);
  }
  if (!map.options.maxBounds && points.length > 0) {
    map.fitBounds(latLngBounds(points.map(({ latitude, longitude }) => [latitude, longitude])), {
      padding: [16, 16],
    });
  }
}

/** Made of nodes, never of markup: a title is what somebody typed. */
function popup(frame: Frame, { folio, title, stage }: Point): HTMLElement {
  const box = document.createElement('div');
  const link = document.createElement('a');
  link.href = `${frame.dataset.base}/${encodeURIComponent(folio)}`;
  link.textContent = title;
  const words = document.createElement('p');
  words.textContent = `${folio} · ${stage}`;
  box.append(link, words);
  return box;
}

/** Fills in the two hidden fields of the form; the list of places above stays the way without a map. */
async function pick(frame: Frame): Promise<void> {
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) =>
    frame.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  ) as [HTMLInputElement, HTMLInputElement];
  const parts = pickParts(frame);
  frame.append(parts.title, parts.hint, parts.place, parts.state);
  const map = await drawCity(frame, parts.place).catch((error) => {
    for (const part of Object.values(parts)) part.remove();
    throw error;
  });
  if (!map.options.maxBounds) {
    // A city that has not drawn its zones: an empty sheet helps nobody.
    for (const part of Object.values(parts)) part.remove();
    return;
  }
  let chosen: CircleMarker | undefined;
  const show = (at: { lat: number; lng: number } | undefined) => {
    chosen?.remove();
    chosen = at && marker(at.lat, at.lng).addTo(map);
    latitude.value = at ? at.lat.toFixed(6) : '';
    longitude.value = at ? at.lng.toFixed(6) : '';
    parts.words.textContent = at ? (frame.dataset.chosen ?? '') : '';
    parts.clear.hidden = !at;
  };
  if (latitude.value !== '') show({ lat: Number(latitude.value), lng: Number(longitude.value) });
  map.on('click', ({ latlng }: { latlng: LatLng }) => show(latlng));
  parts.place.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== parts.place) return;
    event.preventDefault();
    show(map.getCenter());
  });
  parts.clear.addEventListener('click', () => show(undefined));
}

function pickParts({ dataset }: Frame) {
  const make = (tag: string, words: string, name: string) => {
    const part = document.createElement(tag);
    part.className = name;
    part.textContent = words;
    return part;
  };
  const title = make('p', dataset.title ?? '', 'map-title');
  const hint = make('p', dataset.hint ?? '', 'field-hint');
  const place = make('div', '', 'map');
  const state = make('p', '', 'map-state');
  const words = make('span', '', '');
  state.setAttribute('role', 'status');
  title.id = 'map-title';
  place.setAttribute('role', 'application');
  place.setAttribute('aria-labelledby', title.id);
  const clear = make('button', dataset.clear ?? '', 'button button-quiet button-small') as HTMLButtonElement;
  clear.type = 'button';
  clear.hidden = true;
  state.append(words, ' ', clear);
  return { title, hint, place, state, words, clear };
}
