# Shared by the scripts in this folder: progress lines, and the Debian packages the project needs.
# Sourced, not run.

say() { printf '\n== %s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }
trap 'die "line $LINENO of $0 failed: $BASH_COMMAND"' ERR

packages=(
    build-essential cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6sql6-sqlite
    qt6-webengine-dev qt6-websockets-dev qt6-httpserver-dev qt6-translations-l10n libqt6svg6-dev
    libgl-dev libvulkan-dev
    libqcustomplot-dev nlohmann-json3-dev libhnswlib-dev libpcre2-dev libutf8proc-dev libsqlite3-dev libzstd-dev
    zlib1g-dev libxxhash-dev libtorch-dev libopenblas0-openmp libgloo-dev
    fonts-dejavu-core fonts-noto-cjk fonts-noto-color-emoji
)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
    local missing=() name
    for name in "${packages[@]}" "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    command -v apt-get >/dev/null || die "this script knows Debian and its relatives only; install: ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "run as root or install sudo; missing packages: ${missing[*]}"
    fi
    say "installing ${#missing[@]} packages"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Chromium's sandbox refuses to run as root, and only then is it switched off.
if [ "$(id -u)" = 0 ]; then export QTWEBENGINE_DISABLE_SANDBOX=1; fi

build() { # preset [target...]
    local preset=$1
    shift
    say "building the $preset preset"
    cmake --preset "$preset" >"build-$preset.log" 2>&1 || { cat "build-$preset.log"; die "configuring failed"; }
    mv "build-$preset.log" "build/$preset/configure.log"
    cmake --build --preset "$preset" ${1:+--target "$@"}
}
