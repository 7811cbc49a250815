// The page's side of the service worker: registers it, and says when a new version of the rules waits. Nothing
// is swapped by itself; whoever asks for it gets page, engine and rulebook of the new version together.
export const news: { waiting: ServiceWorker | null } = $state({ waiting: null });

const usedFiles = () =>
  performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
    .map((url) => url.pathname);

export async function register(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  try {
    const registration = await container.register('/dienst.js', { updateViaCache: 'none' });
    // The first worker has nothing to announce: without one before, nobody has seen an older version here.
    const tell = (worker: ServiceWorker | null) => {
      if (worker && container.controller) news.waiting = worker;
    };
    tell(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => coming.state === 'installed' && tell(registration.waiting));
    });
    const { active } = await container.ready;
    active?.postMessage(usedFiles());
    active?.postMessage(location.pathname);
  } catch {
    // No worker (an old browser, a private window, a page without TLS): everything works as long as there is a network.
  }
}

export function take(): void {
  const { waiting } = news;
  if (!waiting) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take');
}
