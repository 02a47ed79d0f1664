/** Text as authors write it: paragraphs divided by an empty line, lists by "- ". */
export function Prose({ text }: { readonly text: string }) {
  return (
    <div className="prose">
      {text.split(/\n\s*\n/).map((block) => (
        <Block key={block} lines={block.split('\n')} />
      ))}
    </div>
  );
}

const ITEM = '- ';

function Block({ lines }: { readonly lines: readonly string[] }) {
  const items = lines.filter((line) => line.startsWith(ITEM));
  const words = lines.filter((line) => !line.startsWith(ITEM)).join('\n');
  return (
    <>
      {words !== '' && <p>{words}</p>}
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={item}>{item.slice(ITEM.length)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
