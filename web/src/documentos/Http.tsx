import { useEffect, useRef, type ComponentType, type ReactNode } from 'react';
import SwaggerUI, { type Plugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import licencias from 'swagger-ui-dist/swagger-ui-es-bundle.js.LICENSE.txt?url';
import './http.css';
import { seContesta } from './openapi.js';

/** Draws an OpenAPI document. Only reading calls can be tried, and nothing comes from elsewhere. */
export default function Http({ documento }: { readonly documento: object }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useTema();
  useEffect(() => {
    const node = document.createElement('div');
    place.current?.append(node);
    SwaggerUI({
      domNode: node,
      spec: documento,
      presets: [SwaggerUI.presets.apis],
      plugins: [sencillo(documento)],
      supportedSubmitMethods: ['get'],
      validatorUrl: null,
      deepLinking: true,
      displayRequestDuration: true,
      defaultModelsExpandDepth: 0,
    });
    return () => {
      node.remove();
    };
  }, [documento]);
  return (
    <>
      <p className="http-nota">
        Aquí solo se prueban las consultas (GET). Usan la sesión que este navegador tenga abierta en Cargue, o el token
        que se ponga en <span lang="en">Authorize</span>.
      </p>
      <div ref={place} lang="en" />
      <p className="http-nota">
        Dibujado con Swagger UI, de licencia Apache 2.0; <a href={licencias}>licencias de lo que contiene</a>.
      </p>
    </>
  );
}

interface Boton {
  readonly children?: ReactNode;
  readonly 'aria-label'?: string | undefined;
}

/** Leaves out what is of no use here, and what screen readers stumble over. */
function sencillo(documento: object): Plugin {
  return ({ React }) => ({
    components: {
      // There is one server, which is where the page comes from.
      ServersContainer: () => null,
      // A link within a button; the address changes without it too.
      DeepLink: ({ text }: { readonly text: ReactNode }) => React.createElement('span', null, text),
    },
    wrapComponents: {
      // It closes the dialog of tokens, and is all that its button has.
      CloseIcon: (Original: ComponentType) => () =>
        React.createElement('span', { 'aria-label': 'Close', role: 'img' }, React.createElement(Original)),
      // What a button shows is what it is called.
      Button: (Original: ComponentType<Boton>) => (props: Boton) =>
        React.createElement(
          Original,
          typeof props.children === 'string' ? { ...props, 'aria-label': undefined } : props,
        ),
    },
    statePlugins: {
      spec: {
        wrapSelectors: {
          allowTryItOutFor: () => (_state: unknown, path: string, method: string) =>
            seContesta(documento, path, method),
        },
      },
    },
  });
}

/** Swagger UI is dark by a class of the root, not by itself. */
function useTema(): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      document.documentElement.classList.toggle('dark-mode', dark.matches);
    };
    follow();
    dark.addEventListener('change', follow);
    return () => {
      dark.removeEventListener('change', follow);
    };
  }, []);
}
