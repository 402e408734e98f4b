# Sourced by the scripts beside it: the root of the repository as $top, and a .NET SDK that asks and reports nothing.
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export HOME="${HOME:-/root}" LC_ALL=C
command -v dotnet >/dev/null || PATH=$PATH:$HOME/.dotnet:/usr/share/dotnet:/usr/lib/dotnet
command -v dotnet >/dev/null || { echo "virga: the .NET SDK (version in global.json) is not on PATH" >&2; exit 1; }
