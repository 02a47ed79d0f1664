import type { RouteObject } from 'react-router';

/** What the processes measure by and write to: lists of parties, stock, places, prices. */
export const registerRoutes: readonly RouteObject[] = [
  { path: '/registers', lazy: async () => ({ Component: (await import('./PartiesPage.tsx')).PartiesPage }) },
  { path: '/registers/stock', lazy: async () => ({ Component: (await import('./StockPage.tsx')).StockPage }) },
  { path: '/registers/places', lazy: async () => ({ Component: (await import('./PlacesPage.tsx')).PlacesPage }) },
  { path: '/registers/prices', lazy: async () => ({ Component: (await import('./PricesPage.tsx')).PricesPage }) },
];
