using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary><c>eval "$(virga env)"</c>: points the AWS CLI and SDKs of a shell here.</summary>
internal static class EnvCommand
{
    /// <summary>
    /// Only where the CLI needs it: <c>export</c> is understood by every usual shell, fish among them; a function is
    /// not.
    /// </summary>
    private const string ForOldCli = """aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }""";

    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"""
            export AWS_ENDPOINT_URL={Banner.UrlOf(options)}
            export AWS_ACCESS_KEY_ID=test
            export AWS_SECRET_ACCESS_KEY=test
            export AWS_DEFAULT_REGION=us-east-1
            """).ConfigureAwait(false);
        if (await AwsCli.VersionAsync(cancellation).ConfigureAwait(false) is { } version
            && AwsCli.IgnoresEndpointVariable(version))
            await Console.Out.WriteLineAsync(ForOldCli).ConfigureAwait(false);
        return 0;
    }
}
