#!/usr/bin/env bash
# The chaos suite alone: builds, runs it, prints the schedule, each fault as it is healed, and the report.
# Usage: tests/chaos.sh [--minutes N] [--seed N] [--report FILE]
# A run is repeated by its seed: it decides which faults come in which order, at what, how long and after which pauses.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
while [ $# -gt 0 ]; do
  case "$1" in
    --minutes) export CASEWORKER_CHAOS_MINUTES=$2 ;;
    --seed) export CASEWORKER_CHAOS_SEED=$2 ;;
    --report) export CASEWORKER_CHAOS_REPORT=$2 ;;
    *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done
dotnet build tests/CaseWorker.IntegrationTests --configuration Release --verbosity quiet
exec dotnet tests/CaseWorker.IntegrationTests/bin/Release/net10.0/CaseWorker.IntegrationTests.dll -noColor -class "*.ChaosTests"
