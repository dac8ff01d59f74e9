# Sourced by the shell scripts: one line per long step, details in build/<log>.log.

# step LABEL LOG COMMAND...: runs the command quietly and prints "LABEL ... 95 s".
# On failure it shows the end of the log and passes the exit code on.
step() {
    step_label=$1 step_log=build/$2.log
    shift 2
    mkdir -p build
    printf '%s ... ' "$step_label"
    step_start=$(date +%s)
    if "$@" >"$step_log" 2>&1; then
        echo "$(($(date +%s) - step_start)) s"
    else
        step_code=$?
        echo "failed after $(($(date +%s) - step_start)) s. The end of $step_log:"
        tail -n 40 "$step_log"
        exit "$step_code"
    fi
}
