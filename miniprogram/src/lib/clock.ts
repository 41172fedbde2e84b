/** The server's clock: what it said, when, and how fast it runs (1 in production). */
let said = { serverMs: Date.now(), localMs: Date.now(), speed: 1 };

export const setClock = (server: Date, speed: number): void => {
  said = { serverMs: server.getTime(), localMs: Date.now(), speed: speed > 0 ? speed : 1 };
};

export const serverNow = (): Date => new Date(said.serverMs + (Date.now() - said.localMs) * said.speed);

export const clockSpeed = (): number => said.speed;
