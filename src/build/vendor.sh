#!/bin/sh
# Refreshes the vendored browser libraries in src/main/webapp/vendor.
# To move to another version, change the line of the library below (name, version, integrity as published, file) and
# run this; VendoredAssetsTest checks the outcome. Needs npm, openssl, tar and sha256sum. The build itself needs none
# of them. Files are kept byte for byte as published, their sourceMappingURL comments included.
set -eu

vendor=$(cd "$(dirname "$0")/../main/webapp/vendor" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

take() { # name version integrity file
  mkdir -p "$work/$1"
  (cd "$work/$1" && npm pack --silent "$1@$2" > /dev/null)
  tarball=$(echo "$work/$1"/*.tgz)
  found="sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 | tr -d '\n')"
  if [ "$found" != "$3" ]; then
    echo "$1@$2: the integrity is $found, but $3 was expected. Nothing of it was taken." >&2
    exit 1
  fi
  tar -xzf "$tarball" -C "$work/$1"
  rm -rf "${vendor:?}/$1"
  mkdir -p "$vendor/$1"
  cp "$work/$1/package/$4" "$work/$1/package/LICENSE" "$vendor/$1/"
  printf '%s\n%s\n' "$1 $2" "$3" > "$vendor/$1/VERSION"
}

take hls.js 1.7.4 \
  sha512-3GlxGdPvT2YHvQYOt+yOzT/DEior/qJVNIylHA77kgeoBTdQQqi70GwefNEUmHQeNGyjC8U62+bruqW/Tpm+tg== \
  dist/hls.light.min.js
take media-chrome 4.19.4 \
  sha512-QAL48kT03+InLijPzXN1end9fcsl0/l53j1laCfbt/79vF2iZ45dovv4wQMw2q9zOLEiDwWsB718NJPhtZUBDg== \
  dist/iife/index.js

cd "$vendor"
find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum > "$work/SHA256SUMS"
cp "$work/SHA256SUMS" SHA256SUMS
chmod 644 SHA256SUMS ./*/*
