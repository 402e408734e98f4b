using System.Net;
using System.Net.Sockets;
using Virga.Network;

namespace Virga.Server.Fabric;

/// <summary>
/// Ports of this host that lead to ports of instances, opened and closed by request at any time. They lead through the
/// network, so routes, ACLs and groups decide, and see the client's address: by the public address of the instance
/// where it has one, else from inside its VPC. They last as long as the emulator's process.
/// </summary>
/// <param name="host">Where the emulator listens.</param>
internal sealed class PublishedPorts(IPAddress host)
{
    /// <summary>More is a mistake of the caller's; each is a listening socket.</summary>
    public const int MaxPorts = 1_000;

    private readonly SortedDictionary<(string InstanceId, int Port), int> wanted = [];
    private readonly Lock gate = new();

    /// <summary>Opens a way, or finds the one that there is.</summary>
    /// <param name="instanceId">Whose port.</param>
    /// <param name="port">Of the instance.</param>
    /// <param name="hostPort">0 for any that is free.</param>
    /// <exception cref="SocketException">The host's port is taken.</exception>
    public PublishedPort Open(string instanceId, int port, int hostPort)
    {
        lock (gate)
        {
            if (!wanted.TryGetValue((instanceId, port), out var known) || (hostPort != 0 && hostPort != known))
            {
                if (wanted.Count >= MaxPorts) throw new SocketException((int)SocketError.TooManyOpenSockets);
                wanted[(instanceId, port)] = known = Free(hostPort);
            }

            return new(port, $"{host}:{known}");
        }
    }

    /// <summary>Whether there was such a way.</summary>
    public bool Close(string instanceId, int port)
    {
        lock (gate) return wanted.Remove((instanceId, port));
    }

    /// <summary>Those of an instance, by its ports.</summary>
    public List<PublishedPort> Of(string instanceId)
    {
        lock (gate)
        {
            return
            [
                .. wanted.Where(pair => pair.Key.InstanceId == instanceId)
                    .Select(pair => new PublishedPort(pair.Key.Port, $"{host}:{pair.Value}")),
            ];
        }
    }

    /// <summary>The state with the ports of the machines that are plugged in.</summary>
    public FabricState Add(FabricState state)
    {
        lock (gate)
        {
            if (wanted.Count == 0) return state;
            var ports = wanted.Select(pair => PortOf(state, pair)).OfType<FabricPublishedPort>();
            return state with { PublishedPorts = ports.OrderBy(port => port.Id, StringComparer.Ordinal).ToValueList() };
        }
    }

    private FabricPublishedPort? PortOf(FabricState state, KeyValuePair<(string InstanceId, int Port), int> pair) =>
        NetworkWay.To(state, pair.Key.InstanceId) is var (address, vpc)
            ? new()
            {
                HostAddress = host, HostPort = pair.Value, Address = address, VpcId = vpc, Port = pair.Key.Port,
            }
            : null;

    private int Free(int hostPort)
    {
        using var probe = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(host, hostPort));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}

/// <summary>A port of an instance and where it is reached on this host.</summary>
internal sealed record PublishedPort(int Port, string Host);
