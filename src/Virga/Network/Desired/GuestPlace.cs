namespace Virga.Network.Desired;

/// <summary>
/// Where the machine of an instance runs, as its backend saw it: the one thing about the network that the World does
/// not know. An instance without a place is one whose interfaces have no cable yet.
/// </summary>
/// <param name="NetworkNamespace">See <see cref="FabricAttachment.NetworkNamespace"/>.</param>
internal sealed record GuestPlace(string NetworkNamespace)
{
    /// <summary>See <see cref="FabricAttachment.NetworkNamespaceInode"/>.</summary>
    public ulong NetworkNamespaceInode { get; init; }

    /// <summary>See <see cref="FabricAttachment.ContainerId"/>.</summary>
    public string ContainerId { get; init; } = "";

    public FabricAttachmentKind Kind { get; init; } = FabricAttachmentKind.Container;

    /// <summary>See <see cref="FabricAttachment.Start"/>.</summary>
    public long Start { get; init; }
}
