#!/usr/bin/env bash
# What action.yml runs. `install` selects, downloads and verifies the binary, or builds it; `run` starts it. Nothing is decided here that
# concerns incidents. Every value comes from the environment and is used as data; bash 3.2 (macOS) will do.
set -euo pipefail

fail() {
    # As an annotation: line breaks in it would start another command, `%` would start one of these.
    local message=$1 percent="%" return=$'\r' newline=$'\n'
    message=${message//$percent/%25}
    message=${message//$return/%0D}
    message=${message//$newline/%0A}
    printf '::error title=Flarebook::%s\n' "$message"
    exit 2
}

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_tree=$(cd "$folder/../.." && pwd)

# Sets $version: the one asked for, or the one of this checkout.
select_version() {
    version=${INPUT_VERSION:-}
    if [ -z "$version" ]; then
        version=$(sed -n -e 's/^version = "\(.*\)"$/\1/p' -e '/^version = /q' "$source_tree/Cargo.toml")
    fi
    version=${version#v}
    local form='^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$'
    if ! [[ $version =~ $form ]]; then
        fail "\`${INPUT_VERSION:-}\` is not a version; write it as 1.2.3, or leave \`version\` out."
    fi
}

# Sets $target and $suffix, for the machine this runs on. On Linux musl: one static file for every distribution and container.
select_target() {
    suffix=""
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
        Linux-X64) target=x86_64-unknown-linux-musl ;;
        Linux-ARM64) target=aarch64-unknown-linux-musl ;;
        macOS-X64) target=x86_64-apple-darwin ;;
        macOS-ARM64) target=aarch64-apple-darwin ;;
        Windows-X64) target=x86_64-pc-windows-msvc suffix=.exe ;;
        *) fail "There is no released flarebook for ${RUNNER_OS:-an unknown system} on ${RUNNER_ARCH:-an unknown processor}. With \`build-from-source: true\` it is built on the runner; that needs Rust and a C compiler." ;;
    esac
}

# Sets $wanted, the SHA-256 that the table has for $version and $target.
select_checksum() {
    local line_version line_target line_sum rest
    wanted=""
    while read -r line_version line_target line_sum rest || [ -n "$line_version" ]; do
        if [ "$line_version" = "$version" ] && [ "$line_target" = "$target" ] && [ -z "$rest" ]; then
            wanted=$line_sum
        fi
    done <"$folder/checksums.txt"
    if ! [[ $wanted =~ ^[0-9a-f]{64}$ ]]; then
        fail "flarebook $version for $target is not in this action's table of checksums, so it cannot be verified. Use a newer commit of the action (a release's own tag is older than its checksums; the tag of the major version has them), name a released \`version\`, or set \`build-from-source: true\`."
    fi
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# A path as bash knows it, of one as the system knows it; and back. Only on Windows do they differ.
posix_path() { if command -v cygpath >/dev/null; then cygpath -u -- "$1"; else printf '%s\n' "$1"; fi; }
system_path() { if command -v cygpath >/dev/null; then cygpath -w -- "$1"; else printf '%s\n' "$1"; fi; }

# Fetches $1 to the file $2. Over HTTPS only, redirects too; a server on this very machine may do without.
download() {
    local protocols="=https"
    case $1 in http://127.0.0.1:*) protocols="=http" ;; esac
    curl --fail --silent --show-error --location --proto "$protocols" --proto-redir "$protocols" \
        --retry 3 --connect-timeout 20 --max-time 300 --output "$2" -- "$1"
}

# Sets $binary: kept from before if its checksum is right, else downloaded. Verified at every use, not only when it arrives. Kept in the
# runner's tool cache and not with actions/cache: one file from a release comes as fast, and a shared cache is one thing more to trust.
fetch() {
    local cache
    cache=$(posix_path "${RUNNER_TOOL_CACHE:-${RUNNER_TEMP:?}}")/flarebook/$version/$target
    binary=$cache/flarebook$suffix
    if [ -f "$binary" ] && [ "$(sha256 "$binary")" = "$wanted" ]; then
        echo "flarebook $version ($target) was here already."
        return
    fi
    local repository=${ACTION_REPOSITORY:-${GITHUB_REPOSITORY:?}}
    local base=${FLAREBOOK_DOWNLOAD_URL:-${GITHUB_SERVER_URL:-https://github.com}/$repository/releases/download/v$version}
    local url="$base/flarebook-$target$suffix" part found
    mkdir -p "$cache"
    part=$(mktemp "$cache/download-XXXXXX")
    if ! download "$url" "$part"; then
        rm -f -- "$part"
        fail "$url could not be downloaded. Is $version released? With \`build-from-source: true\` nothing is downloaded."
    fi
    found=$(sha256 "$part")
    if [ "$found" != "$wanted" ]; then
        rm -f -- "$part"
        fail "$url is not the file that was released: its SHA-256 is $found, and the table of this action says $wanted. It was deleted and not run."
    fi
    chmod 755 "$part"
    mv -f -- "$part" "$binary"
    echo "flarebook $version ($target): downloaded, SHA-256 $wanted."
}

# Sets $binary: this checkout, built as the releases are.
build() {
    command -v cargo >/dev/null || fail "\`build-from-source: true\` needs cargo, and this runner has none: install Rust in a step before."
    suffix=""
    if [ "${RUNNER_OS:-}" = Windows ]; then suffix=.exe; fi
    local target_folder
    target_folder=$(posix_path "${CARGO_TARGET_DIR:-target}")
    case $target_folder in /*) ;; *) target_folder=$source_tree/$target_folder ;; esac
    (cd "$source_tree" && cargo build --release --locked --package flarebook --features github --target-dir "$target_folder") ||
        fail "flarebook could not be built from $source_tree."
    binary=$target_folder/release/flarebook$suffix
}

install() {
    case ${INPUT_INSTALL_ONLY:-} in
        true | false | "") ;;
        *) fail "\`install-only\` is \`$INPUT_INSTALL_ONLY\`; it can be true or false." ;;
    esac
    case ${INPUT_BUILD_FROM_SOURCE:-} in
        true) build ;;
        false | "")
            select_version
            select_target
            select_checksum
            fetch
            ;;
        *) fail "\`build-from-source\` is \`$INPUT_BUILD_FROM_SOURCE\`; it can be true or false." ;;
    esac
    local unique
    unique=$(mktemp -u XXXXXX)
    {
        echo "binary=$binary"
        echo "artifact=flarebook-facts-${GITHUB_JOB:-job}-${GITHUB_RUN_ATTEMPT:-1}-${unique##*/}"
    } >>"$GITHUB_OUTPUT"
    system_path "$(dirname "$binary")" >>"$GITHUB_PATH"
}

run() {
    case ${INPUT_PLAN:-} in
        true) exec "$FLAREBOOK_BINARY" action --plan ;;
        false | "") exec "$FLAREBOOK_BINARY" action ;;
        *) fail "\`plan\` is \`$INPUT_PLAN\`; it can be true or false." ;;
    esac
}

case ${1:-} in
    install) install ;;
    run) run ;;
    *) fail "run.sh takes \`install\` or \`run\`." ;;
esac
