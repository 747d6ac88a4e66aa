#!/usr/bin/env bash
# bench/proxy/encrypted.sh BINARY PAGES DATABASE [all|small]: Caveat beside nginx over TLS: HTTP/1.1 by wrk (`tls`),
# HTTP/2 by h2load (`h2`), and what a connection costs (`memory`). Fronts on core 0, the origin and the load on core 1.
set -euo pipefail
binary=$(realpath "$1") pages=$(realpath "$2") database=$(realpath "$3") set_name=${4:-all}
here=$(cd "$(dirname "$0")" && pwd)
seconds=${SECS:-8} rounds=${ROUNDS:-2} connections=${CONNS:-48} idle_connections=${IDLE_CONNS:-500}
streams=4 origin_port=18280
scene=$(mktemp -d)
chmod 777 "$scene"
started=()
finish() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$scene"
}
trap finish EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
  -addext subjectAltName=IP:127.0.0.1 -keyout "$scene/key.pem" -out "$scene/chain.pem" 2>/dev/null
if [[ $set_name == small ]]; then limit=(-size -65537c); else limit=(); fi
find "$pages" -name '*.html' "${limit[@]}" -printf '%f\n' | sort >"$scene/pages"

temporary() { printf '%s_temp_path %s/%s; ' client_body "$scene" "$1b" proxy "$scene" "$1p" fastcgi "$scene" "$1f" uwsgi "$scene" "$1u" scgi "$scene" "$1s"; }
# nginx_conf NAME SERVER: one worker.
nginx_conf() {
  cat >"$scene/$1.conf" <<CONF
user root; worker_processes 1; daemon off; pid $scene/$1.pid; error_log $scene/$1.log crit;
events { worker_connections 8192; }
http {
  access_log off; keepalive_requests 100000000; keepalive_timeout 600; types { text/html html; }
  $(temporary "$1")
  $2
}
CONF
}
nginx_conf origin "sendfile on; open_file_cache max=2000; server { listen 127.0.0.1:$origin_port backlog=1024; root $pages; }"
nginx_conf front "upstream origin { server 127.0.0.1:$origin_port; keepalive 128; keepalive_requests 100000000; }
  proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_set_header Host \$host;
  proxy_buffers 128 16k; proxy_buffer_size 16k; proxy_busy_buffers_size 64k; proxy_max_temp_file_size 0;
  server { listen 127.0.0.1:18281 ssl http2 backlog=1024; ssl_certificate $scene/chain.pem; ssl_certificate_key $scene/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3; location / { proxy_pass http://origin; } }"

names=() ports=() pids=()
taskset -c 1 nginx -c "$scene/origin.conf" &
started+=("$!")
taskset -c 0 nginx -c "$scene/front.conf" &
started+=("$!")
names+=("nginx proxy") ports+=(18281) pids+=("$!")
# caveat NAME PORT REGION: REGION is what the pack covers; empty for no pack at all.
caveat() {
  local folder=$scene/$2
  mkdir -p "$folder/rules"
  [[ -z $3 ]] || sed "s/@REGION@/$3/" "$here/pack.toml" >"$folder/rules/pack.toml"
  cat >"$folder/caveat.toml" <<TOML
[listen]
https = ["127.0.0.1:$2"]
sites = ["*"]
[[tls.certificates]]
chain = "$scene/chain.pem"
key   = "$scene/key.pem"
[upstream]
url = "http://127.0.0.1:$origin_port"
[geoip]
database = "$database"
TOML
  cat "$here/front_tables.toml" >>"$folder/caveat.toml"
  taskset -c 0 "$binary" serve --config "$folder/caveat.toml" >"$folder/log" 2>&1 &
  started+=("$!")
  names+=("$1") ports+=("$2") pids+=("$!")
}
caveat "caveat plain" 18282 ""
caveat "caveat job, everyone" 18283 '"everywhere"'
sleep 1

tree() {
  local children child
  echo "$1"
  read -r -a children <<<"$(cat "/proc/$1/task/"*/children 2>/dev/null)"
  for child in "${children[@]}"; do tree "$child"; done
}
# Hundredths of a second that a process and its children have taken.
ticks() {
  local pid sum=0
  for pid in $(tree "$1"); do sum=$((sum + $(sed 's/^.*) //' "/proc/$pid/stat" | awk '{print $12 + $13}'))); done
  echo "$sum"
}
pss() {
  local pid sum=0
  for pid in $(tree "$1"); do sum=$((sum + $(awk '/^Pss:/{print $2}' "/proc/$pid/smaps_rollup"))); done
  echo "$sum"
}
sed 's|^|/|' "$scene/pages" >"$scene/paths"
cat >"$scene/load.lua" <<'LUA'
local paths, i = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = wrk.format("GET", line, {["Host"] = "news.test"}) end
function request() i = i % #paths + 1; return paths[i] end
LUA
# How many requests PORT answered in so many seconds.
load_tls() {
  PATHS=$scene/paths taskset -c 1 wrk -t1 -c"$connections" -d"$2s" --timeout 10s -s "$scene/load.lua" "https://127.0.0.1:$1" |
    awk '/requests in/{print $1}'
}
load_h2() {
  sed "s|^|https://127.0.0.1:$1|" "$scene/paths" >"$scene/uris"
  taskset -c 1 h2load -D "$2" -c $((connections / streams)) -m "$streams" -i "$scene/uris" | awk '/^requests:/{print $8}'
}
# measure SECTION: a line for each front, CPU for one request and its ratio to nginx; the median of the rounds.
measure() {
  local section=$1 i begun ended answered
  : >"$scene/figures"
  for _ in $(seq "$rounds"); do
    for i in "${!names[@]}"; do
      "load_$section" "${ports[i]}" 1 >/dev/null
      begun=$(ticks "${pids[i]}")
      answered=$("load_$section" "${ports[i]}" "$seconds")
      ended=$(ticks "${pids[i]}")
      awk -v i="$i" -v t=$((ended - begun)) -v n="$answered" 'BEGIN { printf "%d %.1f\n", i, t * 1e4 / n }' >>"$scene/figures"
    done
  done
  echo
  echo "$section, $set_name: us/req and its ratio to nginx, median of $rounds rounds"
  local base=0 us
  for i in "${!names[@]}"; do
    us=$(awk -v i="$i" '$1 == i { print $2 }' "$scene/figures" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }')
    [[ $i -gt 0 ]] || base=$us
    awk -v name="${names[i]}" -v us="$us" -v base="$base" 'BEGIN { printf "%-26s %9.1f %7.2fx\n", name, us, us / base }'
  done
}
# memory: connections over TLS that have had one response and wait for the next request; those of HTTP/2 come while those
# of HTTP/1.1 are still held, since what was freed would be taken again.
memory() {
  local i protocol pss_before pss_during holders=()
  echo
  echo "memory of $idle_connections idle connections over TLS, KiB each: HTTP/1.1, HTTP/2"
  for i in 0 1; do
    printf '%-26s' "${names[i]}"
    for protocol in http1 h2; do
      pss_before=$(pss "${pids[i]}")
      /usr/bin/python3 "$here/idle_connections.py" "${ports[i]}" "$idle_connections" "$(head -1 "$scene/paths")" \
        "$scene/go-$protocol" "$protocol" &
      holders+=("$!")
      until [[ -e $scene/go-$protocol ]]; do sleep 0.1; done
      sleep 1
      pss_during=$(pss "${pids[i]}")
      awk -v kib=$((pss_during - pss_before)) -v n="$idle_connections" 'BEGIN { printf " %9.1f", kib / n }'
    done
    echo
    rm -f "$scene"/go-*
    wait "${holders[@]}"
    holders=()
  done
}
case ${ONLY:-} in
  tls | h2) measure "$ONLY" ;;
  memory) memory ;;
  *) memory && measure tls && measure h2 ;;
esac
