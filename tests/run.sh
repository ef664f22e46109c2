#!/usr/bin/env bash
# Everything a change must pass, on a machine with nothing but the .NET SDK and apt. Ends with one line: N passed, N failed, N skipped.
# Usage: tests/run.sh [--full] [--minutes N] [arguments for the test programs, such as -class "*Fifo*"]
#   --full       everything at its full size: 30 minutes of chaos, 100,000 simulated seeds, 100,000 queued cases
#   --minutes N  chaos for so long
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
configuration=Release
fast_limit=300 slow_limit=900
while [ $# -gt 0 ]; do
  case "$1" in
    --full)
      export CASEWORKER_TEST_FULL=1 CASEWORKER_SIMULATION_SEEDS=100000 CASEWORKER_CHAOS_MINUTES="${CASEWORKER_CHAOS_MINUTES:-30}"
      fast_limit=600
      shift ;;
    --minutes)
      export CASEWORKER_CHAOS_MINUTES=$2
      shift 2 ;;
    *) break ;;
  esac
done
slow_limit=$((slow_limit + ${CASEWORKER_CHAOS_MINUTES:-3} * 100))
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
passed=0 failed=0 skipped=0

step() { printf '\n== %s (%ds)\n' "$1" "$SECONDS"; }

# What was skipped by its reason, and what failed with its message last: where only the end of a long log is kept, that is what must be in it.
finish() {
  if [ -s "$output/skipped" ]; then printf '\nSkipped:\n'; sort "$output/skipped" | uniq -c; fi
  if [ -s "$output/failed" ]; then printf '\nFailed:\n'; cat "$output/failed"; fi
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# A broker: one that is named, a Docker engine that can start one, or a rabbitmq-server that the tests start for themselves.
have_broker() {
  [ -n "${CASEWORKER_TEST_RABBITMQ:-}" ] || docker info >/dev/null 2>&1 || command -v rabbitmq-server >/dev/null
}

install_broker() {
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${root[@]}" apt-get update -qq && "${root[@]}" apt-get install -y -qq --no-install-recommends rabbitmq-server >"$output/apt.log" 2>&1 || tail -20 "$output/apt.log"

  # The tests start a node of their own on free ports; the one that the package starts is not used.
  "${root[@]}" service rabbitmq-server stop >/dev/null 2>&1 || true
}

# Runs one test program and adds its counts.
run_tests() {
  local name=$1 limit=$2 log="$output/$1.log"
  shift 2
  step "$name"
  run_program "$name" "$limit" "$@" 2>&1 | tee "$log"
  count_tests "$name" "$limit" "$log" "${PIPESTATUS[0]}"
}

run_program() {
  local name=$1 limit=$2
  shift 2
  timeout --kill-after=20 "$limit" dotnet "tests/$name/bin/$configuration/net10.0/$name.dll" -noColor "$@"
}

# A program that dies without a summary is a failure.
count_tests() {
  local name=$1 limit=$2 log=$3 code=$4 summary total errors bad skips idle
  awk '/\[SKIP\]$/ { sub(/^ +/, ""); sub(/\(.*/, ""); sub(/ \[SKIP\]$/, ""); sub(/\.[^.]*$/, ""); name = $0; getline; sub(/^ +/, ""); print name ": " $0 }' "$log" >>"$output/skipped"
  awk '/\[FAIL\]$/ { left = 25 } left > 0 { if (/\[SKIP\]$/ || (/^=== /)) left = 0; else { print substr($0, 1, 500); left-- } }' "$log" >>"$output/failed"
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -1)
  if [ -z "$summary" ]; then
    echo "$name ended with code $code and without a summary (124, 137: its limit of $limit s). Its last lines:" | tee -a "$output/failed"
    tail -5 "$log" >>"$output/failed"
    failed=$((failed + 1))
    return
  fi

  count() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  total=$(count Total) errors=$(count Errors) bad=$(count Failed) skips=$(count Skipped) idle=$(count 'Not Run')
  failed=$((failed + bad + errors))
  skipped=$((skipped + skips))
  passed=$((passed + total - bad - skips - idle))
  [ "$code" -eq 0 ] || [ $((bad + errors)) -gt 0 ] || failed=$((failed + 1))
}

# The chaos suite has a broker and processes of its own and waits most of the time, so the other tests run beside it. Behind it,
# by themselves, run those that wait longest for processes that die: both lanes then end at about the same time.
run_integration_tests() {
  local name=CaseWorker.IntegrationTests dying="*.Failpoints.FailpointTests"
  run_beside chaos -class "*.Chaos.*" && run_beside failpoints -class "$dying" &
  local beside=$!
  run_tests "$name" "$slow_limit" -class- "*.Chaos.*" -class- "$dying"
  wait "$beside"
  tell_beside chaos
  tell_beside failpoints
}

# Keeps what the tests say, and how they end.
run_beside() {
  local log="$output/$1.log"
  shift
  run_program CaseWorker.IntegrationTests "$slow_limit" "$@" >"$log" 2>&1
  echo $? >"$log.code"
}

tell_beside() {
  local log="$output/$1.log"
  step "CaseWorker.IntegrationTests, $1"
  cat "$log"
  count_tests CaseWorker.IntegrationTests "$slow_limit" "$log" "$(cat "$log.code")"
}

if ! have_broker; then
  step "Installing rabbitmq-server"
  install_broker
fi

step "Building"
if ! dotnet build CaseWorker.sln --configuration "$configuration" --verbosity quiet; then
  echo "The build failed; see above." >>"$output/failed"
  failed=1
  finish
fi

step "Format"
if ! dotnet format CaseWorker.sln --verify-no-changes --no-restore; then
  echo "Run 'dotnet format CaseWorker.sln' and commit what it changes." | tee -a "$output/failed"
  failed=$((failed + 1))
fi

run_tests CaseWorker.Tests "$fast_limit" "$@"
if [ $# -eq 0 ]; then
  run_integration_tests
else
  run_tests CaseWorker.IntegrationTests "$slow_limit" "$@"
fi
finish
