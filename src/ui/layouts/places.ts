/** Addresses that every layout links to, below the city's base. */
export const places = {
  home: '/',
  desk: '/desk',
  account: '/me',
  signIn: '/sign-in',
  signOut: '/sign-out',
  privacy: '/privacy',
  accessibility: '/accessibility',
  status: '/status',
  openData: '/api',
} as const;
