using System.Buffers.Binary;

namespace Virga.Fabric.Netlink;

/// <summary>Questions about links.</summary>
internal static class RouteSocketLinks
{
    /// <summary>Index of a link by name; 0 if there is none.</summary>
    public static int FindIndex(this RouteSocket socket, string name)
    {
        var index = 0;
        socket.Get(
            RouteCommands.FindLink(name), (_, data) => index = BinaryPrimitives.ReadInt32LittleEndian(data[4..]));
        return index;
    }

    public static LinkView? Find(this RouteSocket socket, string name)
    {
        LinkView? found = null;
        socket.Get(RouteCommands.FindLink(name), (_, data) => found = LinkView.Read(data));
        return found;
    }
}
