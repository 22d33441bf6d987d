#!/usr/bin/env bash
# Starts a PostgreSQL server of its own for the tests, on loopback with a free port and a throw-away folder, and prints a connection
# string: `build/postgres.sh start FOLDER`. `build/postgres.sh stop FOLDER` ends it. Installs Debian's package when it may.
set -eu

folder=${2:?the folder of the server}

programs() {
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

# The server refuses to run as root, so root lends it the user of Debian's package.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

case ${1:?start or stop} in
  start)
    if [ -z "$(programs)" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 || true
    fi
    bin=$(programs)
    [ -n "$bin" ] || { echo "PostgreSQL is not installed" >&2; exit 1; }
    rm -rf "$folder"
    mkdir -p "$folder"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
    as_server "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --no-sync >/dev/null
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 54329)
    as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off" start >/dev/null
    echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
    ;;
  stop)
    as_server "$(programs)/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null
    rm -rf "$folder"
    ;;
esac
