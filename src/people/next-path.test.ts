import { expect, it } from 'vitest';
import { ownPath, withNext } from './next-path.ts';

it.each(['/', '/me', '/proposals?zone=3&page=2', '/desk/cases/12#cost'])('%s is ours', (next) => {
  expect(ownPath(next)).toBe(next);
});

it.each([
  '',
  'me',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/me\\..',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  'javascript:alert(1)',
  ' /me',
  `/${'a'.repeat(500)}`,
])('%j is not ours', (next) => {
  expect(ownPath(next)).toBeUndefined();
});

it('carries an address inside an address', () => {
  expect(withNext('/sign-in', '/vote?step=2&x=1')).toBe('/sign-in?next=%2Fvote%3Fstep%3D2%26x%3D1');
  expect(withNext('/sign-in', undefined)).toBe('/sign-in');
});
