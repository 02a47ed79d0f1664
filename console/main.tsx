import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startTexts } from './app/i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');

await startTexts();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
