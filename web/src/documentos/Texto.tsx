import { Fragment, type ReactNode } from 'react';

/** The document's words, which are English: paragraphs, lists and `code`, of all that Markdown has. */
export function Texto({ texto }: { readonly texto: string | undefined }): ReactNode {
  return (
    texto !== undefined &&
    texto !== '' && (
      <div className="texto" lang="en">
        {texto.split(/\n{2,}/).map((bloque, i) => (
          <Bloque key={i} texto={bloque} />
        ))}
      </div>
    )
  );
}

function Bloque({ texto }: { readonly texto: string }): ReactNode {
  const lines = texto.split('\n');
  if (!lines.every((line) => line.startsWith('- '))) {
    return <p>{conCodigo(texto)}</p>;
  }
  return (
    <ul>
      {lines.map((line, i) => (
        <li key={i}>{conCodigo(line.slice(2))}</li>
      ))}
    </ul>
  );
}

/** Draws what stands between backticks as code. */
export function conCodigo(texto: string): ReactNode {
  return texto
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : <Fragment key={i}>{part}</Fragment>));
}
