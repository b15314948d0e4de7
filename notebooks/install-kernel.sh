#!/usr/bin/env bash
# Installs the project's own Java kernel for Jupyter, with all of Huxley on its class path. It belongs to this checkout.
#   notebooks/install-kernel.sh            as "java", the kernel of the notebooks; refused if there is another one
#   notebooks/install-kernel.sh NAME       under another name
#   notebooks/install-kernel.sh --into DIR writes only the folder DIR, as run-jupyter.sh does
# JAVA_OPTIONS holds options of Java, -Xmx2g unless set.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

fail() { echo "$(basename "$0"): $1" >&2; exit 1; }

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
command -v "$java" >/dev/null || fail "no Java found; install a JDK 17 or newer, or set JAVA_HOME"
[ -s "$here/target/classpath.txt" ] && [ -d "$here/target/test-classes/io" ] \
    || fail "Huxley is not built; in the checkout: mvn -B -DskipTests install"

name=java
folder=
case "${1:-}" in
    --into) folder=${2:?--into needs a folder} ;;
    -*) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) name=${1:-java} ;;
esac
if [ -z "$folder" ]; then
    data="${JUPYTER_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/jupyter}"
    [ "$(uname)" != Darwin ] || data="${JUPYTER_DATA_DIR:-$HOME/Library/Jupyter}"
    folder="$data/kernels/$name"
    if [ -e "$folder/kernel.json" ] && ! grep -q dev.huxley.notebook "$folder/kernel.json"; then
        fail "another kernel is installed as \"$name\" in $folder, and the notebooks run in it; for this one in addition:
    notebooks/install-kernel.sh huxley"
    fi
fi

mkdir -p "$folder"
classpath="$here/target/test-classes:$here/target/classes:$(cat "$here/target/classpath.txt")"
options=
for option in ${JAVA_OPTIONS:--Xmx2g}; do options+="\"$option\", "; done
cat > "$folder/kernel.json" <<JSON
{"argv": ["$java", $options"-Djava.awt.headless=true", "-cp", "$classpath", "io.github.spencerpark.ijava.IJava", "{connection_file}"],
 "display_name": "Java (Huxley)", "language": "java", "interrupt_mode": "message",
 "metadata": {"made by": "dev.huxley.notebook"}}
JSON
[ "${1:-}" = --into ] || echo "The kernel \"$name\" is in $folder; to remove it: rm -r $folder"
