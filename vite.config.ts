import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The build of the operators' console; in development the server on port 8080 answers /api. */
export default defineConfig({
  root: fileURLToPath(new URL('src/console', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: ['chrome111', 'firefox114', 'safari16.4'],
  },
  server: {
    proxy: { '/api': { target: process.env['TONGGUAN_API'] ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
});
