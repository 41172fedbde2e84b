// The shell of the staff's app, kept so that a worker in a cellar can open it. Answers of the API are never kept here.
const version = __VERSION__;
const files = __FILES__;
const cacheName = `anju-staff-${version}`;
const shell = '/staff/';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([shell, '/staff/icon.svg', ...files]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('anju-staff-') && name !== cacheName)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

const fromNetworkFirst = async (request) => {
  const cache = await caches.open(cacheName);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(shell, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(shell);
    if (kept) return kept;
    throw error;
  }
};

const fromCacheFirst = async (request) => (await caches.match(request)) ?? fetch(request);

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === shell) event.respondWith(fromNetworkFirst(request));
  else if (url.pathname.startsWith('/staff/assets/') || url.pathname === '/staff/icon.svg')
    event.respondWith(fromCacheFirst(request));
});
