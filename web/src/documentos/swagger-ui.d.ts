/** What is used of Swagger UI, which comes without types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  import type { createElement } from 'react';

  /** The component's own React, of another version than the page's. */
  export interface System {
    readonly React: { readonly createElement: typeof createElement };
  }

  export type Plugin = (system: System) => Readonly<Record<string, unknown>>;

  interface SwaggerUI {
    (options: Readonly<Record<string, unknown>>): void;
    readonly presets: { readonly apis: Plugin };
  }

  const swaggerUI: SwaggerUI;
  export default swaggerUI;
}
