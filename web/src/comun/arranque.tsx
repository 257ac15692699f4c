import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import './tema.css';

/** Draws a page. */
export function arrancar(pagina: ReactNode): void {
  const root = document.getElementById('raiz');
  if (root === null) {
    throw new Error('the page has no place to be drawn in');
  }
  createRoot(root).render(<StrictMode>{pagina}</StrictMode>);
}
