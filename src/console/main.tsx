import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App.tsx';
import { queryClient } from './client.ts';
import './design/tokens.css';
import './design/base.css';
import { ToastRegion } from './design/Toast.tsx';
import { applyTheme } from './theme.ts';
import { WordsProvider } from './words.tsx';

applyTheme();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <WordsProvider>
          <ToastRegion>
            <App />
          </ToastRegion>
        </WordsProvider>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
