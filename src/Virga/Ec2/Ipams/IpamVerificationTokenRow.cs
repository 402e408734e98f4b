using Virga.State;

namespace Virga.Ec2.Ipams;

/// <summary>
/// A token that a user would put into DNS to prove that a block is theirs. Nobody looks for it: blocks of users' own
/// are refused.
/// </summary>
internal sealed record IpamVerificationTokenRow(string Id) : Row(Id), IRow<IpamVerificationTokenRow>
{
    public static RowKind<IpamVerificationTokenRow> Kind { get; } = new("ipam-external-resource-verification-token")
    {
        Prefix = "ipam-ext-res-ver-token",
        ResourceType = "ipam-external-resource-verification-token",
        NotFound = Ec2Errors.NotFound(
            "InvalidIpamExternalResourceVerificationTokenId", "ipam external resource verification token ID"),
        Malformed = Ec2Errors.Malformed(
            "InvalidIpamExternalResourceVerificationTokenId", "ipam-ext-res-ver-token"),
    };

    public required string IpamId { get; init; }

    public required string Name { get; init; }

    public required string Value { get; init; }

    public required DateTimeOffset NotAfter { get; init; }
}
