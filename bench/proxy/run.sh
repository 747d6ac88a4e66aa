#!/usr/bin/env bash
# bench/proxy/run.sh BINARY PAGES DATABASE [all|small]: Caveat beside nginx and the other fronts of bench-peers, one
# table; then TLS and HTTP/2 (encrypted.sh). Fronts on core 0, the origin and the load on core 1.
set -euo pipefail
binary=$(realpath "$1") pages=$(realpath "$2") database=$(realpath "$3") set_name=${4:-all}
here=$(cd "$(dirname "$0")" && pwd)
case ${ONLY:-} in
  tls | h2 | memory) exec "$here/encrypted.sh" "$binary" "$pages" "$database" "$set_name" ;;
esac
peers=${CAVEAT_BENCH_PEERS:-$here/../../../shared/bench-peers}
[[ -x $peers/run-peers.sh ]] || { echo "bench/proxy: no run-peers.sh in $peers: set CAVEAT_BENCH_PEERS" >&2; exit 1; }
scene=$(mktemp -d)
fronts=()
finish() {
  local pid
  for pid in "${fronts[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  rm -rf "$scene"
}
trap finish EXIT

named=()
# front NAME PORT REGION [FSYNC]: REGION is what the pack covers; empty for no pack at all. FSYNC: with evidence.
front() {
  local name=$1 port=$2 region=$3 folder=$scene/$2
  mkdir -p "$folder/rules"
  [[ -z $region ]] || sed "s/@REGION@/$region/" "$here/pack.toml" >"$folder/rules/pack.toml"
  cat >"$folder/caveat.toml" <<TOML
[listen]
http  = "127.0.0.1:$port"
sites = ["*"]
[upstream]
url = "http://127.0.0.1:18180"
compress = true
[geoip]
database = "$database"
TOML
  cat "$here/front_tables.toml" >>"$folder/caveat.toml"
  if [[ -n ${4:-} ]]; then
    openssl genpkey -algorithm ed25519 -out "$folder/evidence.key"
    chmod 600 "$folder/evidence.key"
    printf '[evidence]\nfolder = "evidence"\nkey_file = "evidence.key"\nfsync = "%s"\n' "$4" >>"$folder/caveat.toml"
  fi
  taskset -c 0 "$binary" serve --config "$folder/caveat.toml" >"$folder/log" 2>&1 &
  fronts+=("$!")
  named+=("$name=$port=$!")
}
front "caveat plain" 18201 ""
front "caveat job, RU only" 18202 '"RU"'
front "caveat job, everyone" 18203 '"everywhere"'
front "caveat job+evidence" 18204 '"everywhere"' each-commit
front "caveat job+evidence, 1 s" 18205 '"everywhere"' interval
sleep 1
"$peers/run-peers.sh" "$pages" "$database" "$set_name" "${named[@]}"
echo
echo "with gzip to readers"
GZIP=1 "$peers/run-peers.sh" "$pages" "$database" "$set_name" "caveat job+gzip, everyone=${named[2]#*=}" \
  "caveat job+gzip, RU only=${named[1]#*=}"
finish
fronts=()
"$here/encrypted.sh" "$binary" "$pages" "$database" "$set_name"
