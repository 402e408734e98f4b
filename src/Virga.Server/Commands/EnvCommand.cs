using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary><c>eval "$(virga env)"</c>: points the AWS CLI and SDKs of a shell here.</summary>
internal static class EnvCommand
{
    /// <summary>
    /// AWS CLI 2.13 and 1.29 were the first to read <c>AWS_ENDPOINT_URL</c> (their changelogs, July 2023); Debian 12
    /// has 2.9. The shell asks, since this program starts in a tenth of the time that the CLI needs for its version.
    /// </summary>
    private const string ForOldClis = """
        case "$(aws --version 2>&1)" in
          aws-cli/2.[0-9].*|aws-cli/2.1[0-2].*|aws-cli/1.[0-9].*|aws-cli/1.1[0-9].*|aws-cli/1.2[0-8].*)
            aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; } ;;
        esac
        """;

    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"""
            export AWS_ENDPOINT_URL={Banner.UrlOf(options)}
            export AWS_ACCESS_KEY_ID=test
            export AWS_SECRET_ACCESS_KEY=test
            export AWS_DEFAULT_REGION=us-east-1
            {ForOldClis}
            """).ConfigureAwait(false);
        return 0;
    }
}
