// The server beside nginx: wrk asks both for the same compressed bytes of one catalogue page, in turns. Each has one
// thread and writes no log; both run on this machine together with wrk, so only the ratio says something.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const PATH = '/leistung/kindergeld', ROUNDS = 5;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const configuration = (port, root) => `
daemon off; worker_processes 1; pid ${root}/nginx.pid; error_log ${root}/error.log;
events { worker_connections 256; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
  client_body_temp_path ${root}/b; proxy_temp_path ${root}/p; fastcgi_temp_path ${root}/f; uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
  server { listen 127.0.0.1:${port}; root ${root}/seiten; gzip_static on; default_type text/html; }
}
`;

function requests(url) {
  const out = execFileSync('wrk', ['-t1', '-c16', '-d2s', '-H', 'Accept-Encoding: gzip', url]).toString();
  if (/Non-2xx|Socket errors/.test(out)) throw new Error(out);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

export async function beside(program, folder) {
  const server = spawn(program, ['serve', '--port', '0', '--assets', 'build/assets'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ours = await new Promise((done, fail) => {
    server.stdout.on('data', (text) => /http:\/\/\S+:\d+/.exec(text) && done(/http:\/\/[^\s/]+/.exec(text)[0]));
    server.on('exit', () => fail(new Error('Der Server kam nicht hoch.')));
  });
  const packed = execFileSync('curl', ['-s', '-H', 'Accept-Encoding: gzip', ours + PATH]);
  const root = join(folder, 'nginx'), port = 20_000 + (process.pid % 20_000), theirs = `http://127.0.0.1:${port}`;
  chmodSync(folder, 0o755);  // nginx reads as somebody else
  mkdirSync(join(root, 'seiten/leistung'), { recursive: true });
  writeFileSync(join(root, 'seiten', PATH), gunzipSync(packed));
  writeFileSync(join(root, 'seiten', `${PATH}.gz`), packed);
  writeFileSync(join(root, 'nginx.conf'), configuration(port, root));
  const nginx = spawn('/usr/sbin/nginx', ['-c', join(root, 'nginx.conf')], { stdio: 'ignore' });
  try {
    execFileSync('curl', ['-s', '--retry', '20', '--retry-connrefused', '--retry-delay', '1', '-o', '/dev/null', theirs + PATH]);
    const same = execFileSync('curl', ['-s', '-H', 'Accept-Encoding: gzip', theirs + PATH]);
    if (!same.equals(packed)) throw new Error('nginx liefert andere Bytes.');
    const a = [], b = [];
    for (let i = 0; i < ROUNDS; ++i) a.push(requests(ours + PATH)), b.push(requests(theirs + PATH));
    return { path: PATH, bytes: packed.length, ours: median(a), theirs: median(b) };
  } finally {
    server.kill();
    nginx.kill();
  }
}
