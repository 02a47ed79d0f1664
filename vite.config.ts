import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API_IN_DEVELOPMENT = 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'console',
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    /** Fonts and images stay files: the content security policy allows no data: fonts. */
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
  server: { proxy: { '/api': API_IN_DEVELOPMENT } },
});
