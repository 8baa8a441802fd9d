import { Component, type ReactNode } from 'react';
import { fetchJson } from '../api/client';
import { Message } from '../parts/states';
import { partWords } from '../parts/words';
import { useWords } from '../words/language';

interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly isBroken: boolean;
}

/** Keeps the page where a screen cannot be drawn: most often a part of it that did not come. */
export class ScreenBoundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { isBroken: false };

  static getDerivedStateFromError(): BoundaryState {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

/** A browser keeps that a part did not come, so the page is loaded anew; not before the server answers. */
const loadAnew = (): Promise<void> =>
  fetchJson('/health/live').then(
    () => window.location.reload(),
    () => undefined,
  );

const Broken = () => {
  const words = useWords(partWords);
  return (
    <Message title={words.partTitle} text={words.part} alarm>
      <button type="button" id="load-anew" className="primary" onClick={() => void loadAnew()}>
        {words.loadAnew}
      </button>
      <a href="/app/control-room">{words.toControlRoom}</a>
    </Message>
  );
};
