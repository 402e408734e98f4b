using Virga.Service;
using Virga.State;

namespace Virga.Ec2.TransitGateways;

/// <summary>What AWS demands of a transit gateway, and how one is found.</summary>
internal static class TransitGatewayRules
{
    /// <summary>API Reference, TransitGatewayRequestOptions.</summary>
    public const long DefaultAsn = 64512;

    /// <summary>
    /// How long transit gateways and what belongs to them take to change, and are shown when deleted.
    /// </summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Visible = TimeSpan.FromHours(1);

    /// <summary>A transit gateway of the caller's that is not deleted.</summary>
    public static TransitGatewayRow Live(WorldView at, string? id)
    {
        var row = at.Named<TransitGatewayRow>(id);
        return row.State == "deleted" ? throw TransitGatewayRow.Kind.NotFound!(row.Id) : row;
    }

    /// <summary>A transit gateway of the caller's that can be worked on.</summary>
    public static TransitGatewayRow Usable(WorldView at, string? id)
    {
        var row = Live(at, id);
        return row.State is "available" or "modifying" ? row : throw Ec2Errors.InvalidState(row.Id);
    }

    /// <summary>
    /// The account that owns a transit gateway of the region. There is no Resource Access Manager here: a gateway
    /// counts
    /// as shared with every account that knows its id.
    /// </summary>
    public static string Owner(WorldView at, string id)
    {
        Ids.Check(TransitGatewayRow.Kind, id);
        if (at.Find<TransitGatewayRow>(id) is not null) return at.Account;
        foreach (var scope in at.Scopes)
            if (scope.Region == at.Region && at.Rows<TransitGatewayRow>(scope).Find(id) is not null)
                return scope.Account;
        throw TransitGatewayRow.Kind.NotFound!(id);
    }

    /// <summary>An ASN for private use (API Reference, TransitGatewayRequestOptions).</summary>
    public static long Asn(long asn) => asn is (>= 64512 and <= 65534) or (>= 4200000000 and <= 4294967294)
        ? asn
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({asn}) for parameter AmazonSideAsn is invalid. It must be in 64512-65534 or "
            + "4200000000-4294967294.");

    /// <summary>Blocks of a gateway: /24 or larger for IPv4, /64 or larger for IPv6, not link-local.</summary>
    public static IReadOnlyList<string> Blocks(IEnumerable<string> texts)
    {
        var blocks = new List<string>();
        foreach (var text in texts)
        {
            var block = Cidr.TryParse(text, out var ipv4) && ipv4.Length <= 24
                && !Cidr.Parse("169.254.0.0/16").Overlaps(ipv4)
                    ? ipv4.Canonical.ToString()
                    : Ipv6Cidr.TryParse(text, out var ipv6) && ipv6.Length <= 64
                        ? ipv6.Canonical.ToString()
                        : throw CommonErrors.InvalidParameterValue(
                            $"Value ({text}) for parameter TransitGatewayCidrBlocks is invalid.");
            if (!blocks.Contains(block)) blocks.Add(block);
        }

        return blocks;
    }

    /// <summary>AWS's word for a truth value.</summary>
    public static string Word(bool isEnabled) => isEnabled ? "enable" : "disable";

    /// <summary>What a word says, or what it was before where none is given.</summary>
    public static bool Read(string? word, bool before) => word is null ? before : word == "enable";
}
