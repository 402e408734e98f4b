using System.Net;
using System.Net.Sockets;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>The resolver of a VPC: its own names, everything else by the machine's resolvers.</summary>
internal static class Resolver
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(4);

    /// <summary>Null for what is not a query.</summary>
    public static async Task<byte[]?> AnswerAsync(FabricIndex index, string vpcId, byte[] query)
    {
        if (DnsMessage.Parse(query) is not { } message || !index.Vpcs.TryGetValue(vpcId, out var vpc))
            return null;
        if (message.Type == DnsMessage.TypePtr)
        {
            if (VpcNames.Reverse(vpc, message.Name) is { } name)
                return message.AnswerName(name);
        }
        else if (VpcNames.Resolve(index, vpc, message.Name) is { } addresses)
        {
            return addresses.Count > 0 ? message.Answer(addresses) : message.Fail(DnsMessage.NameError);
        }

        var settings = index.State.Settings;
        if (settings.Internet == InternetReach.None)
            return message.Fail(DnsMessage.NameError);
        foreach (var upstream in settings.UpstreamResolvers.Count > 0 ? settings.UpstreamResolvers : OfMachine())
        {
            if (await ForwardAsync(upstream, query) is { } answer)
                return answer;
        }

        return message.Fail(DnsMessage.ServerFailure);
    }

    private static async Task<byte[]?> ForwardAsync(IPAddress upstream, byte[] query)
    {
        using var limit = new CancellationTokenSource(patience);
        using var socket = new Socket(upstream.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var buffer = new byte[4096];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(upstream, 53), limit.Token);
            await socket.SendAsync(query, SocketFlags.None, limit.Token);
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            return buffer[..count];
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static IReadOnlyList<IPAddress> OfMachine()
    {
        try
        {
            return [.. File.ReadLines("/etc/resolv.conf")
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length >= 2 && words[0] == "nameserver")
                .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
                .OfType<IPAddress>()];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
