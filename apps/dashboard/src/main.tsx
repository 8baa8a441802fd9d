import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answers } from './api/answers';
import { ScreenBoundary } from './screens/screen-boundary';
import { SessionProvider } from './session/session';
import { App } from './shell/app';
import { LanguageProvider } from './words/language';
import '@fontsource-variable/inter';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/screens.css';

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={answers}>
        <LanguageProvider>
          <SessionProvider>
            <ScreenBoundary>
              <App />
            </ScreenBoundary>
          </SessionProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
