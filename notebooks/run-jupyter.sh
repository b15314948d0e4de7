#!/usr/bin/env bash
# Runs the notebooks in Jupyter, without a browser.
#   notebooks/run-jupyter.sh [FILE...]           runs them and stores their outputs
#   notebooks/run-jupyter.sh --check [FILE...]   runs copies; each cell must show what it expects and what is stored
#   notebooks/run-jupyter.sh --html [FILE...]    writes pages of the stored notebooks to notebooks/target/html
#   --kernel NAME    a kernel that is installed, such as IJava; unless set, the project's own
# Needs Debian's jupyter-nbconvert, and for the project's kernel: mvn -B -DskipTests install
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="$here/target/jupyter"

fail() { echo "run-jupyter.sh: $1" >&2; exit 1; }

mode=store
kernel=
while [[ "${1:-}" == -* ]]; do
    case $1 in
        --check) mode=check ;;
        --html) mode=html ;;
        --kernel) kernel=${2:?--kernel needs the name of a kernel; jupyter kernelspec list shows them}; shift ;;
        *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
    shift
done
[ $# -gt 0 ] || set -- "$here"/*.ipynb
for file in "$@"; do [ -f "$file" ] || fail "no notebook $file"; done
jupyter nbconvert --version >/dev/null 2>&1 \
    || fail "no nbconvert found; on Debian: apt-get install --no-install-recommends jupyter-nbconvert"

if [ "$mode" = html ]; then
    out="$here/target/html"
    for theme in light dark; do
        mkdir -p "$out/$theme"
        jupyter nbconvert --log-level=WARN --to html --HTMLExporter.theme=$theme --output-dir "$out/$theme" "$@"
    done
    du -ch "$out"/*/*.html | sed "s#$here/##"
    exit 0
fi

if [ -z "$kernel" ]; then
    kernel=java
    "$here/install-kernel.sh" --into "$work/kernels/java"
    export JUPYTER_PATH="$work"
else
    jupyter kernelspec list 2>/dev/null | grep -q "^ *$kernel " \
        || fail "no kernel \"$kernel\" is installed; jupyter kernelspec list shows those that are"
fi
failed=0
for file in "$@"; do
    options=(--log-level=WARN --to notebook --execute
        --ExecutePreprocessor.kernel_name="$kernel" --ExecutePreprocessor.timeout=600
        --ExecutePreprocessor.record_timing=False)
    start=$SECONDS
    if [ "$mode" = store ]; then
        jupyter nbconvert "${options[@]}" --inplace "$file" || failed=1
        "$here/compare.py" "$file" "$file" || failed=1
    else
        # In the folder of the notebook, as in Jupyter.
        rm -f "$work/executed/$(basename "$file")"
        jupyter nbconvert "${options[@]}" --output-dir "$work/executed" "$file" \
            && "$here/compare.py" "$file" "$work/executed/$(basename "$file")" || failed=1
    fi
    echo "$(basename "$file"): $((SECONDS - start)) s"
done
[ $failed = 0 ] || fail "not all notebooks ran as they should"
