import './bar.css';

type Props = { readonly label: string; readonly value: number; readonly of: number };

/** How much of a whole is done; the figures stand beside it in words. */
export function Bar({ label, value, of }: Props) {
  return <progress className="bar" value={value} max={Math.max(of, 1)} aria-label={label} />;
}
