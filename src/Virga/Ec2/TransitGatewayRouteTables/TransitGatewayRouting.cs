using System.Globalization;
using Virga.Ec2.PrefixLists;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayRouteTables;

/// <summary>
/// Where a transit gateway sends packets: pure lookups that the API's answers and the network's state both come from.
/// </summary>
internal static class TransitGatewayRouting
{
    /// <summary>
    /// The routes of a table that decide: static ones, then those of prefix lists, then propagated ones, one for each
    /// destination (Transit Gateways guide, "Route evaluation order").
    /// </summary>
    public static IEnumerable<TransitGatewayPath> Routes(WorldView at, TransitGatewayRouteTableRow table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Static(at, table).Concat(OfLists(at, table)).Concat(Propagated(at, table)))
            if (seen.Add(path.Destination)) yield return path;
    }

    /// <summary>
    /// Where a packet goes that comes in through an attachment: the path with the longest prefix that holds the
    /// address, or null where there is none (or the attachment has no table): it is dropped.
    /// </summary>
    public static TransitGatewayPath? Resolve(WorldView at, TransitGatewayAttachmentRow from, string address)
    {
        if (from.Association is not { State: "associated" } association) return null;
        if (at.Find<TransitGatewayRouteTableRow>(association.RouteTableId) is not { } table) return null;
        TransitGatewayPath? best = null;
        foreach (var path in Routes(at, table))
            if (path.Holds(address) && (best is null || path.Length > best.Length)) best = path;
        return best;
    }

    private static IEnumerable<TransitGatewayPath> Static(WorldView at, TransitGatewayRouteTableRow table) =>
        table.Routes.Select(route => Path(at, route.Destination, null, route.AttachmentId, isStatic: true));

    private static IEnumerable<TransitGatewayPath> OfLists(WorldView at, TransitGatewayRouteTableRow table) =>
        from reference in table.References
        let list = at.Find<PrefixListRow>(reference.Destination)
        where list is not null
        from entry in list.Entries
        select Path(at, entry.Cidr, list.Id, reference.AttachmentId, isStatic: true);

    private static IEnumerable<TransitGatewayPath> Propagated(WorldView at, TransitGatewayRouteTableRow table) =>
        from attachment in at.Rows<TransitGatewayAttachmentRow>()
            .By(TransitGatewayAttachmentRow.ByPropagation, table.Id)
        where attachment.IsOpen
        from block in Blocks(at, attachment)
        select new TransitGatewayPath(block, null, attachment, IsStatic: false);

    /// <summary>
    /// What an attachment propagates: a VPC's blocks. VPNs and connects would speak BGP; nobody does.
    /// </summary>
    private static IEnumerable<string> Blocks(WorldView at, TransitGatewayAttachmentRow attachment)
    {
        if (attachment.Type != "vpc") return [];
        var owner = new Scope(attachment.ResourceAccount, at.Region);
        if (at.Rows<VpcRow>(owner).Find(attachment.ResourceId) is not { } vpc) return [];
        return vpc.CidrBlocks.Concat(attachment.HasIpv6Support ? vpc.Ipv6CidrBlocks : []).Select(one => one.Block);
    }

    private static TransitGatewayPath Path(
        WorldView at, string destination, string? listId, string? attachmentId, bool isStatic)
    {
        var attachment = at.Find<TransitGatewayAttachmentRow>(attachmentId);
        return new(destination, listId, attachment is { IsOpen: true } ? attachment : null, isStatic);
    }
}

/// <summary>One route of a transit gateway, as it is now.</summary>
/// <param name="Destination">A block of either family.</param>
/// <param name="PrefixListId">The list that the block is of, or null.</param>
/// <param name="Attachment">Where packets go; null for a black hole.</param>
/// <param name="IsStatic">Made by the user rather than propagated.</param>
internal sealed record TransitGatewayPath(
    string Destination, string? PrefixListId, TransitGatewayAttachmentRow? Attachment, bool IsStatic)
{
    /// <summary>Length of the prefix in bits.</summary>
    public int Length => int.Parse(
        Destination.AsSpan(Destination.IndexOf('/', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    /// <summary>Whether an address is in the destination.</summary>
    public bool Holds(string address)
    {
        if (Cidr.TryParse(Destination, out var ipv4))
            return Cidr.TryParseAddress(address, out var number) && ipv4.Contains(number);
        return Ipv6Cidr.TryParseAddress(address, out var wide) && Ipv6Cidr.Parse(Destination).Contains(wide);
    }
}
