using Virga.State;

namespace Virga.Ec2.Ipams;

/// <summary>Which pools public addresses are to come from, by region and kind of resource.</summary>
internal sealed record IpamPolicyRow(string Id) : Row(Id), IRow<IpamPolicyRow>
{
    public static RowKind<IpamPolicyRow> Kind { get; } = new("ipam-policy")
    {
        Prefix = "ipam-policy",
        ResourceType = "ipam-policy",
        NotFound = Ec2Errors.NotFound("InvalidIpamPolicyId", "ipam policy ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamPolicyId", "ipam-policy"),
    };

    public required string IpamId { get; init; }

    /// <summary>Whether it is the one that holds for the account.</summary>
    public bool IsEnabled { get; init; }

    public IReadOnlyList<IpamPolicyRules> Documents { get; init; } = [];
}

/// <summary>The pools of one kind of resource in one region, the first that has room counts.</summary>
internal sealed record IpamPolicyRules(string Locale, string ResourceType, IReadOnlyList<string> PoolIds);
