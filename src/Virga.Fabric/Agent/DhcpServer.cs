using System.Net;
using System.Net.Sockets;
using Virga.Fabric.Plan;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// Tells virtual machines their addresses, as their subnet's router. A container's are set in it, so it gets no answer.
/// </summary>
internal static class DhcpServer
{
    /// <summary>Of the server.</summary>
    public const int Port = 67;

    private const int ClientPort = 68;
    private const int SocketLevel = 1;
    private const int BindToDevice = 25;

    /// <summary>Answers by a socket of its own, so there is nothing for a listener to send.</summary>
    public static async Task<byte[]?> AnswerAsync(
        NamespaceStore store, int descriptor, FabricIndex index, string vpcId, byte[] query)
    {
        if (DhcpMessage.Parse(query) is not { } message || !index.Vpcs.TryGetValue(vpcId, out var vpc)) return null;
        var item = index.InterfacesByVpc[vpcId].FirstOrDefault(one =>
            one.MacAddress == message.MacAddress && one.Attachment?.Kind == FabricAttachmentKind.Tap);
        if (item is null || !index.Subnets.TryGetValue(item.SubnetId, out var subnet)
            || message.Answer(item, subnet, vpc) is not { } reply)
            return null;
        using var socket = await store.OpenSocketAsync(descriptor, AddressFamily.InterNetwork, SocketType.Dgram);
        // The client has no address yet, so the link is named; nobody else is on it.
        socket.SetRawSocketOption(
            SocketLevel, BindToDevice, System.Text.Encoding.ASCII.GetBytes(PlanNames.Interface(item.Index) + "\0"));
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.EnableBroadcast = true;
        socket.Bind(new IPEndPoint(subnet.Router!, Port));
        var target = message.Client.Equals(IPAddress.Any) ? IPAddress.Broadcast : message.Client;
        await socket.SendToAsync(reply, SocketFlags.None, new IPEndPoint(target, ClientPort));
        return null;
    }
}
