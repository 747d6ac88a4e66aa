#!/usr/bin/env bash
# What a newcomer meets: a fresh, minimal Debian 12 in a folder, a clone of this repository in it, and the two
# commands of the README, timed. Needs root and debootstrap; takes the mirror, proxy and certificates from this
# machine's own settings. Usage: packaging/try-in-chroot.sh [FOLDER [demo|test|all]]
# shellcheck disable=SC2016  # formats of apt-get, not of the shell
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
corpus=${CAVEAT_CORPUS:-$repository/../shared/corpus}
folder=${1:-/tmp/caveat-chroot}
stage=${2:-all}
base=$folder/base  # kept, so that a second try needs no debootstrap
root=$folder/root  # new for each try
demo_patience=1800 # seconds until the demo has been built and says what to open

fail() { printf 'try-in-chroot: %s\n' "$*" >&2; exit 1; }
step() { printf '==> %s\n' "$*"; }

# Mounts live in a namespace of their own: they are gone when this script is, however it ends.
in_own_namespace() {
  [[ -z ${CAVEAT_IN_NAMESPACE:-} ]] || return 0
  (( $(id -u) == 0 )) || fail "needs root"
  command -v debootstrap >/dev/null || fail "needs debootstrap"
  export CAVEAT_IN_NAMESPACE=yes
  exec unshare --mount --propagation private "${BASH_SOURCE[0]}" "$@"
}

# debian_sources FORMAT: a line for each part of a Debian mirror that this machine uses; FORMAT is of apt-get.
debian_sources() {
  apt-get indextargets --format "\$(ORIGIN) $1" 'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u
}

make_base() {
  [[ ! -x $base/bin/bash ]] || return 0
  local mirror
  mirror=$(debian_sources '$(RELEASE) $(SITE)' | sed -n 's/^bookworm //p')
  step "debootstrap"
  mkdir -p "$folder"
  debootstrap --variant=minbase bookworm "$base.new" "$mirror" >"$folder/debootstrap.log" ||
    fail "debootstrap failed: $folder/debootstrap.log"
  mv "$base.new" "$base"
}

# The machine's ways to its mirrors and registries; nothing of them is in the repository.
copy_network_settings() {
  debian_sources 'deb $(SITE) $(RELEASE) $(COMPONENT)' >"$root/etc/apt/sources.list"
  apt-config dump | grep '^Acquire::[A-Za-z]*::Proxy\|^Acquire::Check' >"$root/etc/apt/apt.conf.d/90machine" || true
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  [[ ! -f ~/.npmrc ]] || cp ~/.npmrc "$root/root/.npmrc"
  [[ ! -f /etc/ssl/certs/ca-certificates.crt ]] ||
    install -D /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/machine-certificates.crt"
}

make_root() {
  step "a fresh root in $root"
  rm -rf --one-file-system "$root"
  cp -a --reflink=auto "$base" "$root"
  copy_network_settings
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  git clone --quiet --no-hardlinks "$repository" "$root/root/caveat"
  if [[ -d $corpus ]]; then
    mkdir -p "$root/root/shared/corpus"
    mount --bind -o ro "$corpus" "$root/root/shared/corpus"
  fi
}

# inside COMMAND...: as a root who has just logged in, in the clone. The locale is POSIX.
inside() {
  exec chroot "$root" env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_EXTRA_CA_CERTS=/etc/ssl/machine-certificates.crt bash -c 'cd ~/caveat && exec "$@"' bash "$@" </dev/null
}

try_demo() {
  local log=$folder/demo.log started=$SECONDS pid line
  step "./dev demo"
  (inside ./dev demo) >"$log" 2>&1 &
  pid=$!
  until (( $(grep -c '^ *curl ' "$log") >= 3 )); do
    kill -0 "$pid" 2>/dev/null || { tail -n 40 "$log"; fail "./dev demo ended by itself: $log"; }
    (( SECONDS - started < demo_patience )) || { kill "$pid"; fail "./dev demo is not there after $demo_patience s"; }
    sleep 1
  done
  step "./dev demo was up after $((SECONDS - started)) s; its three lines say:"
  grep '^ *curl ' "$log" | while read -r line; do
    printf '  %s\n' "$line"
    # Read whole: curl would fail at a pipe that is closed early.
    (inside bash -c "$line") >"$folder/answer" 2>&1
    sed -n '1,12s/^/    /p' "$folder/answer"
  done
  kill -TERM "$pid"
  wait "$pid" || fail "the demo did not end well after SIGTERM: status $?"
}

try_test() {
  local log=$folder/test.log started=$SECONDS
  step "./dev test"
  (inside ./dev test) >"$log" 2>&1 || { tail -n 40 "$log"; fail "./dev test failed: $log"; }
  tail -n 4 "$log"
  step "./dev test took $((SECONDS - started)) s"
}

in_own_namespace "$@"
[[ $stage =~ ^(demo|test|all)$ ]] || fail "no such stage: $stage"
make_base
make_root
[[ $stage == test ]] || try_demo
[[ $stage == demo ]] || try_test
