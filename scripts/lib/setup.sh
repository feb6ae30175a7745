# Sourced by the commands beside it: finds the Swift toolchain and installs what Debian lacks.

readonly minimum_swift=6.2
readonly recommended_swift=6.3.1

# What the toolchain needs to run (ncurses, xml2), to compile and link (C and C++ libraries, binutils, pkg-config), to fetch
# sources (git, certificates), what gongkai itself builds on and runs with (SQLite, libcurl, libxml2, libzip, time zones), and what its
# tests put TLS in front of servers with (openssl, python3), and what reads PDF (poppler-utils).
readonly debian_packages=(
    libncurses6 libxml2 libstdc++-12-dev binutils pkg-config git ca-certificates
    libsqlite3-dev libcurl4-openssl-dev libxml2-dev libzip-dev tzdata openssl python3
    poppler-utils
)

say() { printf '%s\n' "$@"; }

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Makes `swift` a usable toolchain and the packages present, or ends with what to do. Nothing else happens before.
set_up() {
    find_swift
    install_packages
    swift --version >/dev/null || fail "swift does not run; the message above says why."
}

find_swift() {
    local found='' candidate version
    for candidate in "$(command -v swift || true)" /opt/swift/usr/bin/swift; do
        [[ -x $candidate ]] || continue
        version=$(swift_version "$candidate")
        if is_recent "$version"; then
            PATH=$(dirname "$candidate"):$PATH
            return
        fi
        found+=" $candidate is ${version:-of unknown version}."
    done
    fail "Swift $minimum_swift or newer is needed.${found:- None is in PATH or in /opt/swift/usr/bin.}
$(swift_remedy)"
}

# A toolchain whose libraries are not installed yet cannot run `swift`, but its compiler can say the version.
swift_version() {
    local compiler
    compiler=$(dirname "$(readlink -f "$1")")/swift-frontend
    [[ -x $compiler ]] || compiler=$1
    "$compiler" --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)+).*/\1/p' | head -n 1 || true
}

is_recent() {
    [[ -n $1 ]] && [[ $(printf '%s\n' "$minimum_swift" "$1" | sort -V | head -n 1) == "$minimum_swift" ]]
}

swift_remedy() {
    local platform=debian12
    [[ $(uname -m) != aarch64 ]] || platform=debian12-aarch64
    local name=swift-$recommended_swift-RELEASE
    cat <<REMEDY
This installs it on Debian 12 (as root; no other step is needed):

    apt-get install -y curl
    mkdir -p /opt/swift
    curl -fL https://download.swift.org/${name,,}/$platform/$name/$name-$platform.tar.gz |
        tar -xz -C /opt/swift --strip-components=1
REMEDY
}

install_packages() {
    local missing=() package as_root=()
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: what is called ${debian_packages[*]} there has to be installed already."
        return
    fi
    for package in "${debian_packages[@]}"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "Debian packages are missing and there is no sudo. As root, run:

    apt-get update && apt-get install -y ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing Debian packages: ${missing[*]}"
    local output
    output=$("${as_root[@]}" apt-get -qq update 2>&1) || say "apt-get update failed; trying with the lists that are there." "$output"
    output=$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "${missing[@]}" 2>&1) ||
        fail "apt-get could not install ${missing[*]}:"$'\n'"$output"
}

# Runs `swift build "$@"` and says now and then how far it is, instead of one line for every file; when it fails, everything.
build() {
    local line steps last=0 output=() status
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
            steps=${BASH_REMATCH[1]}
            ((steps >= last + 100)) || continue
            last=$steps
            say "  $steps of ${BASH_REMATCH[2]} steps"
        elif [[ $line =~ ^Fetching\ ([^ ]+) ]]; then
            say "  fetching ${BASH_REMATCH[1]}"
        else
            output+=("$line")
        fi
    done < <(swift build "$@" 2>&1 && say succeeded || say failed)
    status=${output[-1]}
    unset 'output[-1]'
    # SwiftPM repeats an error for every target that needs the file.
    [[ $status == succeeded ]] || fail "swift build failed:
$(printf '%s\n' "${output[@]}" | awk '!seen[$0]++')"
}
