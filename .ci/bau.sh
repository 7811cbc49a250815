# Was `run` und `test` gemeinsam haben: Pakete, Node und die Bauschritte. Jeder Schritt läuft nur, wenn
# sich seine Eingaben geändert haben (Namen, Größen und Zeiten der Dateien, festgehalten in build/stempel).
# Wird mit `.` eingelesen; erwartet $wurzel.

export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
stempel="$wurzel/build/stempel"
protokolle="$wurzel/build/protokoll"
kerne=$(nproc 2>/dev/null || echo 2)
# Node bringt eigene Zertifikate mit; hinter einem Firmen-Proxy gelten die des Systems.
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
fi

sage() { printf '» %s\n' "$*" >&2; }
ende() { printf '\nFehler: %s\n' "$*" >&2; exit 1; }

# schritt NAME TEXT BEFEHL… : führt aus, zeigt bei Fehlern das Ende des Protokolls.
schritt() {
  schritt_name=$1; sage "$2"; shift 2
  mkdir -p "$protokolle"
  "$@" >"$protokolle/$schritt_name.log" 2>&1 && return 0
  tail -n 40 "$protokolle/$schritt_name.log" >&2
  return 1
}

# Fingerabdruck der Dateien unter den genannten Pfaden.
abdruck() {
  find "$@" \( -name node_modules -o -name dist -o -name .svelte-kit \) -prune -o -type f -printf '%p %s %T@\n' \
    2>/dev/null | sort | cksum
}
frisch() { [ -f "$stempel/$1" ] && [ "$(cat "$stempel/$1")" = "$2" ]; }
merke() { mkdir -p "$stempel"; printf '%s\n' "$2" >"$stempel/$1"; }

# --- Pakete -------------------------------------------------------------------------------------------

liste() {  # Namen der genannten Abschnitte von `pakete`
  awk -v gewollt=" $* " '/^\[/ { an = index(gewollt, " " substr($0, 2, length($0) - 2) " ") > 0; next }
    an && NF && !/^#/' "$wurzel/pakete"
}

fehlende_pakete() {
  vorhanden=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }')
  for paket in $(liste "$@"); do
    case $paket in  # ein anderswoher installiertes Node genügt
      nodejs | npm) command -v node >/dev/null && command -v npm >/dev/null && continue ;;
    esac
    printf '%s\n' "$vorhanden" | grep -qx -- "$paket" || printf '%s ' "$paket"
  done
}

pakete() {
  command -v dpkg-query >/dev/null || ende "Dieses Programm richtet sich auf Debian 12 ein; dpkg fehlt hier.
Installieren Sie die Werkzeuge aus der Datei „pakete“ von Hand, oder nehmen Sie ein Debian 12."
  fehlend=$(fehlende_pakete "$@")
  [ -z "$fehlend" ] && return 0
  als_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || ende "Es fehlen Pakete, und Sie sind weder root noch gibt es sudo.
Bitten Sie jemanden mit diesen Rechten um:  apt-get install $fehlend"
    als_root="sudo -n"
    sudo -n true 2>/dev/null || als_root="sudo"
    als_root="$als_root DEBIAN_FRONTEND=noninteractive"
  fi
  schritt apt-listen "hole die Paketlisten" $als_root apt-get update -q ||
    ende "Die Paketlisten sind nicht erreichbar. Gibt es eine Verbindung zum Internet?
Was apt dazu sagt, steht oben und in build/protokoll/apt-listen.log."
  # shellcheck disable=SC2086
  schritt apt "installiere: $fehlend" $als_root apt-get install -y -q --no-install-recommends $fehlend ||
    ende "Die Pakete ließen sich nicht installieren. Was apt dazu sagt, steht oben und in build/protokoll/apt.log."
}

# --- Node ---------------------------------------------------------------------------------------------

node_reicht() { command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 22 ]; }

node_bereit() {
  node_reicht && return 0
  mkdir -p "$wurzel/build/node"
  PATH="$wurzel/build/node/node_modules/.bin:$PATH"; export PATH
  node_reicht && return 0
  schritt node "hole Node 22 (das von Debian ist zu alt für die Werkzeuge der Seite)" \
    npm install --no-audit --no-fund --prefix "$wurzel/build/node" node@22 ||
    ende "Node 22 ließ sich nicht holen. Gibt es eine Verbindung zum Internet? Siehe build/protokoll/node.log."
  hash -r
  node_reicht || ende "Node 22 wurde geholt, läuft aber nicht. Siehe build/protokoll/node.log."
}

# --- Bauen --------------------------------------------------------------------------------------------

npm_bereit() {  # ohne Skripte: kein Baustein braucht eines, und der HTML-Prüfer würde sich sonst selbst ein Java holen
  gesehen=$(abdruck "$wurzel/web/package.json" "$wurzel/web/package-lock.json")
  frisch npm "$gesehen" && [ -d "$wurzel/web/node_modules" ] && return 0
  node_bereit
  schritt npm "hole die Bausteine der Seite (npm ci)" npm ci --no-audit --no-fund --ignore-scripts --prefix "$wurzel/web" ||
    ende "Die Bausteine der Seite ließen sich nicht holen. Gibt es eine Verbindung zum Internet? Siehe build/protokoll/npm.log."
  merke npm "$gesehen"
}

seite() {
  gesehen_seite=$(abdruck "$wurzel/web" "$wurzel/src/catalogue/silent_words.txt")
  frisch seite "$gesehen_seite" && [ -f "$wurzel/web/dist/manifest.json" ] && [ -f "$wurzel/build/bericht/bericht.html" ] && return 0
  npm_bereit
  node_bereit
  schritt seite "baue die Seite" npm run --silent --prefix "$wurzel/web" build ||
    ende "Die Seite ließ sich nicht bauen. Siehe build/protokoll/seite.log."
  merke seite "$gesehen_seite"
}

# baue VERZEICHNIS ZIELE CMAKE-ANGABEN… : einrichten (einmal), dann ninja.
baue() {
  ordner=$1; ziel=$2; shift 2
  [ -f "$ordner/build.ninja" ] || cmake -G Ninja -B "$ordner" "$@" || return 1
  # shellcheck disable=SC2086
  cmake --build "$ordner" -j "$kerne" --target $ziel
}

modul() {
  gesehen=$(abdruck "$wurzel/src/base" "$wurzel/src/program" "$wurzel/src/eval" "$wurzel/src/core" "$wurzel/cmake")
  frisch modul "$gesehen" && [ -f "$wurzel/build/wasm/familienrathaus.wasm" ] && return 0
  schritt modul "baue das Rechenmodul für den Browser (WASM)" \
    baue "$wurzel/build/wasm" all -S "$wurzel/src/core/wasm" --toolchain "$wurzel/cmake/wasm.cmake" \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache || ende "Das Rechenmodul ließ sich nicht bauen. Siehe build/protokoll/modul.log."
  merke modul "$gesehen"
}

programm() {
  gesehen=$(abdruck "$wurzel/src" "$wurzel/cmake" "$wurzel/CMakeLists.txt" "$wurzel/CMakePresets.json")
  frisch programm "$gesehen" && [ -x "$programm" ] && return 0
  cd "$wurzel" || exit 1
  schritt programm "baue das Programm (beim ersten Mal einige Minuten)" \
    baue "$wurzel/build/release" familienrathaus --preset release ||
    ende "Das Programm ließ sich nicht bauen. Siehe build/protokoll/programm.log."
  cd "$hier" || exit 1
  merke programm "$gesehen"
}

regelwerk() {  # je Stadt ein Ordner; hamm, die erste, ohne Zusatz
  zusatz=${FR_STADT:+-$FR_STADT}
  [ "$zusatz" = -hamm ] && zusatz=""
  gesehen="$(date +%Y-%m) ${FR_ADRESSE:-} $(abdruck "$wurzel/katalog" "$programm" "$wurzel/build/wasm/familienrathaus.wasm" "$wurzel/web/dist/.")"  # der Punkt: als Ziel selbst soll dist nicht wegfallen
  frisch "regelwerk$zusatz" "$gesehen" && [ -f "$wurzel/build/assets$zusatz/portal.pack" ] && return 0
  rm -rf "$wurzel/build/assets$zusatz"
  schritt regelwerk "übersetze den Katalog" "$programm" --katalog "$wurzel/katalog" \
    compile "$wurzel/build/assets$zusatz" --wasm "$wurzel/build/wasm/familienrathaus.wasm" --web "$wurzel/web/dist" \
    --adresse "${FR_ADRESSE:-}" ||
    ende "Im Katalog ist etwas nicht in Ordnung; die Meldung steht oben. Mehr sagt:  ./run check"
  merke "regelwerk$zusatz" "$gesehen"
}

hier=$PWD
programm="$wurzel/build/release/src/app/familienrathaus"
