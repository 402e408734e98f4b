#!/bin/bash
# Writes again what is made from something else and committed: wire code from models/, and the ledger of missing operations.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/dotnet.sh"
cd "$top"
dotnet run --project src/Virga.Wire.Generator -v q -- "$@"
# The ledger is written by the test project that checks it, so that the two can not differ.
dotnet run --project tests/Virga.Tidy -v q -- -noLogo -explicit only -method '*.LedgerTests.Rewrite' -noColor -reporter quiet
git --no-pager diff --stat -- src/Virga.Wire docs/missing-operations.txt 2>/dev/null || true
