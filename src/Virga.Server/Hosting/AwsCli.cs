using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Virga.Server.Hosting;

/// <summary>What must be known of the AWS CLI of this machine.</summary>
internal static class AwsCli
{
    private const string Name = "aws-cli/";

    /// <summary>
    /// Whether the version line, such as <c>aws-cli/2.9.19 Python/3.11.2 …</c>, is that of a CLI that does not read
    /// <c>AWS_ENDPOINT_URL</c>: 2.13 and 1.29 were the first to do so (their changelogs, July 2023); Debian 12 has 2.9.
    /// </summary>
    public static bool IgnoresEndpointVariable(string versionLine)
    {
        if (!versionLine.StartsWith(Name, StringComparison.Ordinal)) return false;
        var parts = versionLine[Name.Length..].Split('.');
        return parts.Length > 1
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && (major < 1 || (major == 1 && minor < 29) || (major == 2 && minor < 13));
    }

    /// <summary>What the CLI on PATH says of its version, or null where there is none that answers.</summary>
    public static async Task<string?> VersionAsync(CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("aws", ["--version"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            });
            // Version 1 writes it to standard error under Python 2.
            var error = process!.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (output + await error.ConfigureAwait(false)).Trim();
        }
        catch (Exception absent) when (absent is Win32Exception or IOException)
        {
            return null;
        }
    }
}
