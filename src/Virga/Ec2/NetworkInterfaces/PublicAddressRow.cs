using Virga.State;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>A public address that is in use, whoever's it is: the pool is one for all accounts and regions.</summary>
internal sealed record PublicAddressRow(string Id, string Account, string Region) : Row(Id), IRow<PublicAddressRow>
{
    public static readonly Scope Pool = new("public", "public");

    public static RowKind<PublicAddressRow> Kind { get; } =
        new("public-address");
}
