// The WASM module behind the Motor interface. The module has an empty import list: it can compute, and
// nothing else. Text crosses as UTF-8 bytes; the result buffer belongs to the module until the next call.
import type { Answer, Kind, Motor, Requests } from './typen';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  fr_alloc(size: number): number;
  fr_free(pointer: number): void;
  fr_load(pointer: number, length: number): number;
  fr_answer(pointer: number, length: number): number;
  fr_result_size(): number;
}

export class EngineFailure extends Error {}

/** Compiles while the bytes arrive, where the server names their type. */
export const compile = async (response: Response): Promise<WebAssembly.Module> =>
  response.headers.get('Content-Type') === 'application/wasm' ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());

export async function start(module: WebAssembly.Module, rulebook: Uint8Array): Promise<Motor> {
  if (WebAssembly.Module.imports(module).length)
    throw new EngineFailure('Das Rechenmodul verlangt Zugriffe, die es nicht haben darf.');
  const instance = await WebAssembly.instantiate(module, {});
  const door = instance.exports as unknown as Exports;
  door._initialize?.();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  const pass = (bytes: Uint8Array, call: (pointer: number, length: number) => number): number => {
    const pointer = door.fr_alloc(bytes.length);
    if (pointer === 0) throw new EngineFailure('Dem Rechenmodul fehlt Speicher.');
    // The view is taken after the allocation: growing memory detaches older views.
    new Uint8Array(door.memory.buffer, pointer, bytes.length).set(bytes);
    const result = call(pointer, bytes.length);
    door.fr_free(pointer);
    return result >>> 0;
  };
  const result = (pointer: number) =>
    decoder.decode(new Uint8Array(door.memory.buffer, pointer, door.fr_result_size()));

  if (pass(rulebook, (p, n) => door.fr_load(p, n)) !== 0)
    throw new EngineFailure('Das Regelwerk ließ sich nicht laden. Bitte laden Sie die Seite neu.');

  return {
    answer<K extends Kind>(what: K, request: Requests[K]['request']): Answer<K> {
      const bytes = encoder.encode(JSON.stringify({ do: what, ...request }));
      return JSON.parse(result(pass(bytes, (p, n) => door.fr_answer(p, n)))) as Answer<K>;
    },
  };
}
