import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import type { PageContextValue } from '../../platform/http/page.ts';
import { anyone, anyStaff, type Viewer, visitor } from '../../platform/http/viewer.ts';
import { sampleCity, samplePage } from '../page-context.fixtures.ts';
import { renderPage } from '../render.tsx';
import { currentOf } from './chrome.tsx';
import { CitizenLayout } from './citizen-layout.tsx';
import { DeskLayout } from './desk-layout.tsx';
import { PlainLayout } from './plain-layout.tsx';

const citizenPage = (
  <CitizenLayout title="Propuestas">
    <h1>Propuestas</h1>
  </CitizenLayout>
);
const lupita: Viewer = { ...visitor, personId: 4, name: 'Lupita' };

function html(view: VNode, over: Partial<PageContextValue> = {}) {
  return renderPage(view, samplePage(over));
}

describe('every layout', () => {
  it.each([
    ['citizen', citizenPage],
    ['desk', <DeskLayout title="Propuestas">x</DeskLayout>],
    ['plain', <PlainLayout title="Propuestas">x</PlainLayout>],
  ])('%s writes a whole document', (_name, view) => {
    const page = html(view);
    expect(page).toMatch(/^<!doctype html><html lang="es-MX"><head><meta charset="utf-8"\/>/);
    expect(page).toContain('<title>Propuestas · San Pedro Garza García</title>');
    expect(page).toContain('href="#content"');
    expect(page.match(/<main /g)).toHaveLength(1);
  });

  it('puts what is wrong into the title, where it is heard first', () => {
    const page = html(citizenPage, { form: { act: 'x', values: {}, errors: [{ key: 'form.invalid' }] } });
    expect(page).toContain('<title>Revisa: Propuestas ·');
  });

  it('says what the last act did', () => {
    expect(html(citizenPage, { notice: 'Guardado <b>' })).toContain('Guardado &lt;b>');
  });
});

describe('the demo bar', () => {
  it('stands on every page of a demo and nowhere else', () => {
    const navigation: PageContextValue['navigation'] = [
      { href: '/demo/clock', label: 'layout.menu', who: anyone, place: 'demo' },
    ];
    expect(html(citizenPage, { navigation })).not.toContain('/demo/clock');
    expect(html(citizenPage, { navigation, city: { ...sampleCity, demo: true } })).toContain('/demo/clock');
  });
});

describe('the menu', () => {
  it('leaves out what the viewer may not open', () => {
    const navigation: PageContextValue['navigation'] = [
      { href: '/proposals', label: 'layout.desk', who: anyone, place: 'citizen' },
      { href: '/secret', label: 'ui.map', who: anyStaff, place: 'citizen' },
    ];
    const page = html(citizenPage, { navigation, viewer: lupita });
    expect(page).toContain('href="/proposals" aria-current="page"');
    expect(page).not.toContain('/secret');
  });

  it('marks the nearest address above the page', () => {
    expect(currentOf(['/desk', '/desk/cases'], '/desk/cases/12')).toBe('/desk/cases');
    expect(currentOf(['/map', '/maps'], '/maps')).toBe('/maps');
    expect(currentOf(['/map'], '/')).toBeUndefined();
  });

  it('stays inside a city that is addressed by its path', () => {
    const page = html(citizenPage, {
      city: { ...sampleCity, base: '/leon' },
      url: new URL('https://cabildo.example/leon/proposals?zone=3'),
    });
    expect(page).toContain('href="/leon/proposals"');
    expect(page).toContain('href="/leon/privacy"');
    expect(page).toContain('href="/leon/sign-in?next=%2Fproposals%3Fzone%3D3"');
    expect(page).not.toMatch(/href="\/(proposals|privacy|sign-in)/);
  });
});

describe('the session', () => {
  it('offers to sign in and come back', () => {
    expect(html(citizenPage)).toContain('href="/sign-in?next=%2Fproposals%3Fzone%3D3"');
  });

  it('shows the name, and the desk only to staff', () => {
    const page = html(citizenPage, { viewer: lupita });
    expect(page).toContain('Lupita');
    expect(page).toContain('action="/sign-out"');
    expect(page).not.toContain('href="/desk"');
    const staff = { ...lupita, roles: [{ role: 'coordinator' as const, departmentId: null }] };
    expect(html(citizenPage, { viewer: staff })).toContain('href="/desk"');
  });
});

describe('the languages', () => {
  it('are links that keep the filters, each in its own words', () => {
    const page = html(citizenPage);
    expect(page).toContain('href="/proposals?zone=3&amp;lang=en" lang="en" hreflang="en">English');
    expect(page).toMatch(/aria-current="true">Español/);
  });

  it('are not offered where there is one', () => {
    expect(html(citizenPage, { city: { ...sampleCity, locales: ['es-MX'] } })).not.toContain('hreflang');
  });
});
