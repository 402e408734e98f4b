using System.CommandLine;

namespace Virga.Server.Commands;

/// <summary>
/// <c>virga explain i-a i-b tcp/5432</c>: asks the running server what lets a packet pass or stops it. Ends with 0 if
/// it is reachable, 1 if not, 2 if that cannot be said.
/// </summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Source = new("source")
    {
        Description = "i-…, eni-…, nat-…, igw-…, an address, or internet",
    };

    private static readonly Argument<string> Destination = new("destination") { Description = "the same" };

    private static readonly Argument<string> Traffic = new("traffic")
    {
        Description = "tcp/5432, udp/53, icmp, icmpv6, or the number of a protocol",
    };

    private static readonly Option<string?> Endpoint = new("--endpoint-url")
    {
        Description = "the server (default: AWS_ENDPOINT_URL, or http://localhost:4566)",
    };

    public static Command Make()
    {
        var command = new Command("explain", "Say what lets a packet pass from one to another, or stops it.")
        {
            Source, Destination, Traffic, Endpoint,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(Endpoint) ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")
                ?? "http://localhost:4566",
            parsed.GetValue(Source)!, parsed.GetValue(Destination)!, parsed.GetValue(Traffic)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string endpoint, string source, string destination, string traffic, CancellationToken cancellation)
    {
        var url = $"{endpoint.TrimEnd('/')}/_virga/ec2/explain?format=text&source={Uri.EscapeDataString(source)}"
            + $"&destination={Uri.EscapeDataString(destination)}&traffic={Uri.EscapeDataString(traffic)}";
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(new Uri(url), cancellation).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            var isSaid = answer.Headers.TryGetValues("X-Virga-Reachable", out var reachable);
            await (isSaid ? Console.Out : Console.Error).WriteLineAsync(text.TrimEnd()).ConfigureAwait(false);
            return !isSaid ? 2 : reachable!.Contains("true") ? 0 : 1;
        }
        catch (HttpRequestException away)
        {
            await Console.Error.WriteLineAsync($"virga: no server at {endpoint}: {away.Message}").ConfigureAwait(false);
            return 2;
        }
    }
}
